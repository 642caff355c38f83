//! Stories (办案故事): what an office does, told line by line in its own words, and carried out.
//!
//! A story is a text of `scenarios/*.story`; beside it stands its transcript, what the program answered.
//! One statement a line; lines set in by two spaces belong to the line above. Values with spaces are
//! quoted “…”.
//!
//! ```text
//! # 标题                                   first line; `##` a heading, `>` a remark
//! 机构 yunling                             the office, scenarios/yunling.office
//! 证明 S0-23 到期前5个工作日预警             a claim: some expectation below must be marked 〔S0-23〕
//! 部分证明 S0-22 登记、销号；定期对账尚无     a claim to a part, saying what is missing
//! 时间 2026-03-02 09:00                    sets the clock, and lets the timers run
//! 过 5 个工作日                             also 天, 小时, 分钟; the timers run every day at midnight
//! 举报人 举报 甲件 受理机关=… 标题=“…” …      an act: who, its Chinese name, the matter, fields by label
//!   被反映人 姓名=钱某某 单位=“柳溪镇”         one entry of a group of fields
//! 周明 登记 甲件 发生=“2026-02-27 16:00” …   entered now, happened then (补录)
//! 拒绝 周明 分办 甲件 … → 不得交给            the act is refused, in these words or under this code
//! 周明 批量标注 甲件 乙件 … 批次=一          one act on several (批量 and its name); 批次 names the batch, `栏目·甲件=…`
//!                                          fills a field for one of them; 批量结果 shows what came of each
//! 周明 看 甲件 经过                          writes a section of a page into the transcript
//! 周明 应见 甲件 时限 签收 2026-03-09 〔S0-26〕 one line of the section holds every one of the words
//! 周明 不应见 甲件                           no page, list or act knows the matter for them
//! 陈静 登记并拟办 甲件                       several acts as one write, one a line below it
//! 陈静 取任务单 单位=柳溪镇纪委               also 带回任务单, 录入任务单: see `task_sheets.rs`
//! 日历 2026-03-12 放假                      the calendar is changed (上班: a make-up working day)
//! 陈静 拆分分办 甲件 另立=乙件 拆出的线索=2 …   the part that begins is called 乙件 from now on
//! 逐号 1 到 66                             the lines up to 完 are told once for each number, 〈号〉 put in
//! 协作系统 移送 甲件 由=… 来件编号=…           another system files with its key: see `partners.rs`
//! 学习归类                                 the office learns classes from what it has registered
//! 篡改 改动                                 a stored event is tampered with: 改动, 删去, 增添, 调换; 还原
//! ```
//!
//! Sections of a matter: 概要, 事实, 责任, 举报, 线索, 经过, 时限, 逐日, 可办, 身份, 转送, 重复件, 拆分, 痕迹, 进度.
//! A printed form by its name, 信访举报登记表: a line for each row of the table.
//! Pages besides: 待办, 收件情况 (`清单=scans` opens a list of it), 值班表
//! (`月=2026-03`), 涉密登记, 晨报, 移交清单 (`人员=卫东`), 待确认交接, 导出 (`台账=受理台账 理由=…`: the rows of the file), 导出记录
//! (`范围=本机关`), 表样
//! (`名称=… 台账=… 明细=“{{编号}}｜{{事项}}”`: keeps a layout), 分析计划 (`年=2026`: the plan of a year), 统计导出
//! (`机关=… 期=2026-03 指标=… 理由=…`: figures taken out), 账页 (`台账=来访台账`: its figures and lines), 平台台账 (`内容=行｜行`: takes the platform's list
//! in), 平台对账 (`清单=只在全国平台`), 台账 (with filters, `署名=实名`), 账本; while working: 查找 (`类=机构 词=lxz`),
//! 重复提示 (`电话=… 被反映人=…`, of a matter received already `件=甲件`), 归类建议 (`标题=… 主要问题=…`), 电话查询 (`短号=甲件 口令=回执`), 待阅, 草稿, 任务单,
//! 任务单内容, 带回结果; of supervision: 明日发出, 待签文书, 督办文书, 收到文书, 超期单位, 督办统计, 须追责 (`情形=推诿扯皮`), 追责问责.
//!
//! 收支, 收支明细, 挂图: see `balance.rs`; 检索: see `search.rs`.
//! 重点抽查名单 (`单位=南屏县纪委监委 按=慢签收`: the matters behind a figure) and 抽查统计 (`机关=…`: the opinions behind it).
//!
//! Procedures (专项工作) by names of the story's own: see `procedures.rs`.
//!
//! A claim counts only where its story marks an expectation with it, so none can be empty; a mark that
//! is not claimed is refused as well.

mod analyses;
mod assessments;
mod balance;
mod batch;
mod campaigns;
mod carry_out;
mod desk;
mod door;
mod error;
mod expect;
mod exports;
mod fields;
mod figures;
mod files;
mod gate;
mod golden;
mod grammar;
mod inside;
mod inspections;
mod key_counties;
mod linkages;
mod loops;
mod order;
mod pages;
mod partners;
mod prints;
mod procedures;
mod proposals;
mod reconciled;
mod registration;
mod repeats;
mod reviews;
mod saying;
mod search;
mod sheets;
mod sources;
mod supervision;
mod tamper;
mod task_sheets;
mod transcript;
mod words;
mod world;

pub use carry_out::carry_out;
pub use door::{Door, Filed, Given, Refusal};
pub use error::Wrong;
pub use golden::{Golden, stories};
pub use grammar::{Claim, Statement, Story, What, read};
pub use inside::Inside;

#[cfg(test)]
mod tests;
