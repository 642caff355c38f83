//! Analyses, for a demonstration: a city's month before the last analysed, instructed, tasked, delivered and solved;
//! the last month analysed and waiting for the leader; a plan of the year, of which one lies before the leader and two
//! wait. Every act goes the way of any other act, at a time that is past.

use super::books::Hands;
use super::teller::{Teller, holder};
use app::queries::analyses::{self, Row};
use app::{App, Failure, Fault, Subject};
use casework::office::Level;
use casework::procedure::Noun;
use jiff::ToSpan;
use jiff::civil::Date;
use serde_json::json;

const HOUR: i64 = 3_600_000;

/// Analyses two months of a city, and plans. Whether there was a city to analyse.
///
/// # Errors
/// The database does not answer, or an act fails for another reason than a refusal.
pub async fn analyses(app: &App) -> Result<bool, Fault> {
    let Some(hands) = Hands::of(app) else {
        return Ok(false);
    };
    let now = app.now();
    let month = |back: i64| now.on().first_of_month().saturating_sub(back.months());
    // The eighth of the month after is early enough to be solved by now, whatever day it is.
    let eighth = month(1).saturating_add(7.days());
    let since = now.at - app.offset().midnight(eighth) - 9 * HOUR;
    let mut told = Told {
        teller: Teller::paced(app, since, HOUR / 3),
        hands: &hands,
        delivered: 1,
    };
    if let Some(number) = told.submitted(month(2)).await? {
        told.followed(&number).await?;
    }
    told.teller = Teller::paced(app, since, HOUR / 3);
    told.planned(now.on()).await?;
    told.teller = Teller::paced(app, 5 * HOUR, HOUR / 4);
    told.submitted(month(1)).await?;
    Ok(true)
}

/// What may be found about a figure, where the figure bears it out.
struct Finding {
    /// The domain it is about, or the metric.
    about: &'static str,
    section: &'static str,
    problem: &'static str,
    cause: &'static str,
    suggestion: &'static str,
    /// What a case shows of it; empty where none does.
    account: &'static str,
    /// What a unit did about it.
    measure: &'static str,
    result: &'static str,
}

/// Findings about domains, of which a month tells those with the most reports.
const DOMAINS: &[Finding] = &[
    Finding {
        about: "village-assets",
        section: "rural",
        problem: "反映村级集体资金收支不清、资产发包不公开的比较集中，多数涉及村“两委”主要成员。",
        cause: "村务公开栏更新不及时，集体资金支出没有经过村民代表会议，镇级代管流于形式。",
        suggestion: "把村级集体“三资”列入下一季度专题检查，逐村核对收支凭证和发包合同，结果在公开栏张贴。",
        account: "某村鱼塘发包收入没有进集体账户，由村干部个人收取，两年没有公开。",
        measure: "已召开专题会议，由分管领导负责，正在逐村核对近三年的收支凭证和发包合同。",
        result: "全县各村核对完毕，没有入账的发包收入已经追缴入账，收支情况在公开栏张贴七日，群众没有异议。",
    },
    Finding {
        about: "rural",
        section: "rural",
        problem: "反映惠农补贴发放走样、优亲厚友的比较集中。",
        cause: "补贴名单公示不到位，村里代领没有凭据，镇里只审材料、不核对到户。",
        suggestion: "补贴一律打卡直发，发放名单在村里公示七日，镇纪委按一成比例入户抽查。",
        account: "某村村干部代领几户村民的补贴，半年没有交到本人手里，名单也没有公示。",
        measure: "已会同农业农村部门部署，正在逐村比对发放名单和到户金额。",
        result: "名单比对完毕，代领的补贴已经全部退到本人账户，村级代领已经停止。",
    },
    Finding {
        about: "interests",
        section: "masses",
        problem: "反映基层干部损害群众利益、办事推诿的比较集中。",
        cause: "办事流程不公开，首问负责没有落到人，群众往返多次仍然没有结果。",
        suggestion: "梳理群众办理最多的事项，公开办理时限和承办人，超期未办的由分管领导当面说明。",
        account: "某镇一名干部拖着不办群众申请，收取好处后才办理。",
        measure: "已列出办理最多的事项清单，承办人和时限在办事大厅公开。",
        result: "积压的申请全部办结，对有关人员作出处理，逐户回访没有新的意见。",
    },
    Finding {
        about: "demolition",
        section: "masses",
        problem: "反映征地补偿、拆迁安置不公开、不到位的比较集中。",
        cause: "补偿标准和面积没有张榜，协议由村里代签，安置进度没有人说明。",
        suggestion: "补偿标准、面积和金额一户一榜，代签的协议逐户核对，安置进度每月向住户说明。",
        account: "某村征地补偿款按户汇总发放，几户的面积少算，村里没有张榜。",
        measure: "已会同自然资源部门调取丈量记录，正在逐户核对。",
        result: "少算的面积已经更正，差额补发到户，名册重新张榜。",
    },
    Finding {
        about: "business",
        section: "business",
        problem: "反映办事拖延、检查频繁、影响企业经营的比较集中。",
        cause: "同一事项多头检查，审批环节没有承诺时限，企业反映的问题没有人跟到底。",
        suggestion: "检查事项合并、计划公开，审批超时自动提醒分管领导，企业反映的问题件件有回音。",
        account: "某局窗口以材料不齐为由多次退回企业申请，前后拖了三个月。",
        measure: "已公布检查计划，对超时的审批逐件说明原因。",
        result: "超时的审批全部办结，企业逐家回访，没有新的反映。",
    },
    Finding {
        about: "tenders",
        section: "business",
        problem: "反映小额工程招投标走过场、中标人事先定好的比较集中。",
        cause: "限额以下工程由单位自行发包，没有公开比选，验收由同一批人签字。",
        suggestion: "限额以下工程一律公开比选，发包人和验收人分开，每半年抽查一次合同和付款。",
        account: "某单位一处维修工程没有比选，直接交给负责人的亲属施工。",
        measure: "已调取近两年限额以下工程合同，正在逐项核对。",
        result: "核对完毕，没有比选的工程已经查清并作出处理，比选办法已经印发。",
    },
];

/// Findings about how reports are handled, of which a month tells what its figures bear out.
const HANDLING: &[Finding] = &[
    Finding {
        about: "repeat-rate",
        section: "repeats",
        problem: "重复举报多数发生在答复以后：举报人认为答复只有结论，没有事实和依据，转而再次举报。",
        cause: "答复把关不严，分管领导没有见面听取意见，文书照抄套话。",
        suggestion: "实名举报答复前由分管领导见面听取意见，答复文书写明查了什么、查到什么、依据什么。",
        account: "",
        measure: "已对重复件逐件建账，由分管领导约访举报人。",
        result: "重复件逐件见面答复，举报人表示认可，没有再次举报。",
    },
    Finding {
        about: "over-level-rate",
        section: "over-level",
        problem: "越级举报占比偏高，群众遇事先找上级，基层首接首办没有发挥作用。",
        cause: "乡镇接访时间不固定，受理以后没有告知办理时限和承办人。",
        suggestion: "乡镇固定接访日并公开，受理当日告知承办人和时限，月底通报越级件的首接情况。",
        account: "",
        measure: "各乡镇接访日已经公开，越级件逐件倒查首接情况。",
        result: "首接没有受理的已经逐件补办，接访日按月公开，越级件比上月减少。",
    },
    Finding {
        about: "on-time-rate",
        section: "handling",
        problem: "仍有交办件没有按期报结果，个别单位签收后才开始找承办人。",
        cause: "首办责任没有落到人，临期预警没有人盯。",
        suggestion: "收到交办件当日明确承办人和分管领导，临期五个工作日内由分管领导每日过问。",
        account: "",
        measure: "逾期件已经逐件明确承办人和报结日期。",
        result: "逾期件全部报结，临期件由分管领导每日过问。",
    },
    Finding {
        about: "satisfaction-rate",
        section: "handling",
        problem: "办结以后仍有举报人评价不满意，反映集中在答复不具体。",
        cause: "承办人重查办、轻答复，文书没有写明事实和依据。",
        suggestion: "评价不满意的由分管领导逐件回访，能解释的当面解释，办得不实的重新办理。",
        account: "",
        measure: "不满意件已经列表，正在逐件回访。",
        result: "不满意件回访完毕，办得不实的已经重新办理。",
    },
];

struct Told<'a> {
    teller: Teller<'a>,
    hands: &'a Hands,
    /// The number of the next delivery.
    delivered: u32,
}

impl Told<'_> {
    /// A month, found and submitted.
    async fn submitted(&mut self, month: Date) -> Result<Option<String>, Fault> {
        let fields = json!({"kind": "monthly", "period": format!("{month}/1")});
        let new = Subject::NewProcedure(Noun::Analysis);
        let opened = self
            .teller
            .give(&self.hands.head, new, "open-analysis", fields)
            .await?;
        let Some(number) = opened else {
            return Ok(None);
        };
        let mut told: Vec<String> = Vec::new();
        for (finding, nth) in self.found(&number).await?.iter().zip(1..) {
            let by = if DOMAINS.iter().any(|one| one.about == finding.about) {
                "domain"
            } else {
                "metric"
            };
            self.raised(&number, by, finding).await?;
            if by == "metric" {
                continue;
            }
            let accused = accused_in(self.teller.app, &self.hands.organ, (month, finding.about));
            // A matter of two domains is a case of one.
            let matter = accused
                .await?
                .into_iter()
                .find(|number| !told.contains(number));
            if let Some(matter) = matter {
                told.push(matter.clone());
                let case = json!({"finding": nth.to_string(), "matter": matter, "account": finding.account});
                self.teller
                    .on(&number, &self.hands.clerk, "choose-case", case)
                    .await?;
            }
        }
        self.teller
            .on(&number, &self.hands.head, "submit-analysis", json!({}))
            .await?;
        Ok(Some(number))
    }

    /// What the frozen figures bear out: the two domains with the most reports, and two things about handling.
    async fn found(&self, number: &str) -> Result<Vec<&'static Finding>, Fault> {
        let told = match analyses::analysis(self.teller.app, &self.hands.head, number).await {
            Ok(told) => told,
            Err(Failure::Fault(fault)) => return Err(fault),
            Err(_) => return Ok(Vec::new()),
        };
        let parts = told.parts.iter().filter(|part| part.id == "domain");
        let rows = parts.flat_map(|part| &part.rows);
        let of = |row: &Row| {
            let (_, id) = row.list.as_deref()?.split_once("&domain=")?;
            DOMAINS.iter().find(|finding| finding.about == id)
        };
        let mut found: Vec<&Finding> = rows.filter_map(of).take(2).collect();
        let bears = |finding: &&Finding| {
            let metric = self.teller.app.rules().metrics.metric(finding.about);
            let row =
                metric.and_then(|metric| told.metrics.iter().find(|row| row.name == metric.name));
            let whole = |row: &Row| row.now.starts_with("100") || row.now.starts_with('—');
            match finding.about {
                "repeat-rate" | "over-level-rate" => {
                    row.is_some_and(|row| !row.now.starts_with("0.0"))
                }
                _ => row.is_some_and(|row| !whole(row)),
            }
        };
        found.extend(HANDLING.iter().filter(bears).take(2));
        Ok(found)
    }

    /// One domain for each county (一市一领域, S1-56): one month was counted and lies before the leader, one is over and
    /// to be counted, one is not over yet.
    async fn planned(&mut self, today: Date) -> Result<(), Fault> {
        let counties = self.counties();
        let plans = [("village-assets", 2), ("education", 1), ("medicine", 0)];
        let mut planned: Vec<(String, &str)> = Vec::new();
        for ((domain, back), unit) in plans.into_iter().zip(counties.iter().cycle()) {
            let month = |back: i64| today.first_of_month().saturating_sub(back.months());
            let due = month(back.min(1) - 1).last_of_month();
            let fields = json!({"kind": "planned", "period": format!("{}/1", month(back)), "domain": domain,
                "responsible": unit, "due": due});
            let new = Subject::NewProcedure(Noun::Analysis);
            let number = self
                .teller
                .give(&self.hands.head, new, "open-analysis", fields)
                .await?;
            planned.extend(number.map(|number| (number, domain)));
        }
        self.teller = Teller::from(self.teller.app, 1);
        let Some((number, domain)) = planned.first() else {
            return Ok(());
        };
        self.teller
            .on(number, &self.hands.head, "freeze-analysis", json!({}))
            .await?;
        for finding in DOMAINS.iter().filter(|finding| finding.about == *domain) {
            self.raised(number, "domain", finding).await?;
        }
        self.teller
            .on(number, &self.hands.head, "submit-analysis", json!({}))
            .await?;
        Ok(())
    }

    /// The county organs below the city.
    fn counties(&self) -> Vec<casework::UnitId> {
        let office = self.teller.app.office();
        let is_county = |unit: &&casework::UnitId| {
            let unit = office.unit(unit);
            unit.is_some_and(|unit| unit.kind.is_organ() && unit.level == Level::County)
        };
        let below = office.children_of(&self.hands.organ).iter();
        below.filter(is_county).cloned().collect()
    }

    /// A problem is raised.
    async fn raised(&mut self, number: &str, by: &str, finding: &Finding) -> Result<(), Fault> {
        let fields = json!({"section": finding.section, "about": format!("{by}:{}", finding.about),
            "problem": finding.problem, "cause": finding.cause, "suggestion": finding.suggestion});
        self.teller
            .on(number, &self.hands.clerk, "add-finding", fields)
            .await?;
        Ok(())
    }

    /// Instructed, tasked and solved.
    async fn followed(&mut self, number: &str) -> Result<(), Fault> {
        let found = self.found(number).await?;
        self.teller.wait(2);
        let pointed: Vec<String> = (1..=found.len().min(2))
            .map(|nth| nth.to_string())
            .collect();
        let said = json!({"words": "分析抓住了群众反映集中的问题。请信访室逐项交办，逐县督办到解决，一个月内见效；办理情况下月分析时一并报告。",
            "findings": pointed});
        self.teller
            .on(number, &self.hands.leader, "instruct-analysis", said)
            .await?;
        self.teller.wait(1);
        let tasks: Vec<_> = self
            .counties()
            .into_iter()
            .zip(pointed.iter().zip(&found))
            .collect();
        for (unit, (finding, _)) in &tasks {
            let task = json!({"finding": finding, "unit": unit,
                "demand": "三日内拿出措施，半个月内解决，书面报告做法和效果。"});
            self.teller
                .on(number, &self.hands.head, "task-finding", task)
                .await?;
            self.delivered(number, unit).await?;
        }
        for (days, state) in [(4, "progress"), (6, "solved")] {
            self.teller.wait(days);
            for (unit, (number_of, finding)) in &tasks {
                let Some(person) = holder(self.teller.app, unit, "petition-head") else {
                    continue;
                };
                let words = if state == "solved" {
                    finding.result
                } else {
                    finding.measure
                };
                let report = json!({"finding": number_of, "state": state, "words": words});
                self.teller
                    .on(number, &person, "report-task", report)
                    .await?;
            }
        }
        self.teller.wait(1);
        for (_, (finding, _)) in &tasks {
            let accepted = json!({"finding": finding, "verdict": "accept"});
            self.teller
                .on(number, &self.hands.head, "judge-task", accepted)
                .await?;
        }
        Ok(())
    }

    /// Delivered to the principal leader of a county, who receives it.
    async fn delivered(&mut self, number: &str, unit: &casework::UnitId) -> Result<(), Fault> {
        let Some(leader) = holder(self.teller.app, unit, "principal") else {
            return Ok(());
        };
        let to = json!({"to": format!("{unit}/{leader}"), "way": "main", "findings": ["1", "2"],
            "words": "请对照本县数字研究改进。"});
        let delivery = match self
            .teller
            .on(number, &self.hands.head, "deliver-analysis", to)
            .await?
        {
            Some(_) => self.delivered.to_string(),
            None => return Ok(()),
        };
        self.delivered += 1;
        let receipt = json!({"delivery": delivery});
        self.teller
            .on(number, &leader, "receive-analysis", receipt)
            .await?;
        Ok(())
    }
}

/// Matters that accuse somebody of something in a domain and arrived in a month, of which an organ may know: the
/// first few.
async fn accused_in(
    app: &App,
    organ: &casework::UnitId,
    (month, domain): (Date, &str),
) -> Result<Vec<String>, Fault> {
    let until = month.last_of_month().saturating_add(1.days());
    let sql = "SELECT m.number FROM visible v JOIN matters m ON m.matter_id = v.matter_id \
               WHERE v.unit_id = $1 AND v.sort_key >= $2 AND v.sort_key < $3 AND m.class = 'A' \
               AND ' ' || m.domains || ' ' LIKE $4 ORDER BY v.sort_key LIMIT 3";
    let key = |day: Date| format!("{:016}", app.offset().midnight(day));
    let params = [
        organ.as_str().into(),
        key(month).into(),
        key(until).into(),
        format!("% {domain} %").into(),
    ];
    let rows = app.store().rows(sql, &params).await?;
    let number = |row: &store::Row| Ok::<_, Fault>(row.text(0)?.to_owned());
    rows.iter().map(number).collect()
}
