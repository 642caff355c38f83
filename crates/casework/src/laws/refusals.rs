//! The ratchet of refusals: every reason of every step is shown by a case beside the step.

use crate::given::Case;
use crate::procedure::Noun;
use crate::refusal::Refused;
use crate::{
    analysis, assessment, bulletin, campaign, inspection, key_county, linkage, matter, office,
    procedure, proposal, reconciliation, review,
};
use std::collections::BTreeSet;

macro_rules! cases {
    ($noun:ident: $($step:ident)+) => {
        vec![$((stringify!($step), $noun::steps::$step::tests::REFUSALS())),+]
    };
}

fn of_matter() -> Vec<(&'static str, Vec<Case>)> {
    cases!(matter: receive acknowledge pass_up return_down scan record_reception tell_leader phone_instruct confirm_instruction
        log_call mark correct_flags ask_correction ask_void decide_repair check_name report_up register join tell_apart take_repeat separate release_repeat split begin_part note_part note_campaign undo_split take_part_back screen review_exclusion convene_study
        answer_study decide_study present circle instruct enter_instruction check_entry route issue_assignment designate name_joint release_joint give_opinion sign return_back accept
        choose_disposal progress find report_result countersign review_liaison audit hand_over confirm_handover pass_over remind draft_slip hold_rung withdraw_draft sign_slip answer_slip examine_answer urge propose_accountability decide_accountability record_talk conclude_accountability clear_duty settle_passing publicise record_measurement record_watching supplement ask_reporter answer_question contact ask_contact decide_contact hold_meeting
        ask_extension decide_extension ask_pause decide_pause resume note_supplements reply propose_feedback approve_feedback
        give_feedback receipt_reply evaluate call_back settle visit_back request_reopening
        record_reopening judge_reopening ask_consent answer_consent record_consent ask_handing decide_handing hand_demand tell_refusal write_off reopen recuse
        lift_recusal ask_identity decide_identity withdraw_identity disclose_identity number_nationally erase keep_original hand_original take_original
        lend_original return_original check_original archive_original warn recount)
}

fn of_office() -> Vec<(&'static str, Vec<Case>)> {
    cases!(office: found move_unit enrol appoint dismiss suspend ask_removal relate delegate revoke_delegation publish_roster hand_over_classified admit_partner revoke_partner enter_cadres strike_cadre adopt)
}

fn of_procedures() -> Vec<(&'static str, Vec<Case>)> {
    let mut cases = cases!(inspection: open fix_population draw name_venues collect_complaint notify_complaints answer_complaint
        check_item order_rectification report_rectification decide_rectification record_consequence conclude call_off);
    cases.extend(cases!(campaign: launch include refuse begin_phase assign judge contract hold resolve write_off look_back report_week draft_notice sign_notice finish));
    cases.extend(cases!(review: open add_items add_outside include_caused leave_caused fix_population draw_items name_panel report_self_check score_item
        settle_score publish draft_notice sign_notice acknowledge_notice rectify judge_rectification open_investigation hold_accountable end call_off));
    cases.extend(cases!(linkage: propose sign_prompt withdraw acknowledge_prompt return_prompt draft_handover sign_handover
        feed_back_progress feed_back_result urge record_coordination judge_result));
    cases.extend(
        cases!(reconciliation: open recount note_difference explain sign hand_back confirm),
    );
    cases.extend(cases!(bulletin: draft edit sign withdraw acknowledge));
    cases.extend(
        cases!(key_county: propose decide record_check notify_leader read_notice keep leave),
    );
    cases.extend(
        cases!(analysis: open freeze find choose_case leave_case submit instruct task report judge deliver receive),
    );
    cases.extend(cases!(proposal: draft sign decline answer examine));
    cases.extend(cases!(assessment: open set_target give_points freeze_month object decide_objection explain_target close));
    cases
}

fn shown(steps: Vec<(&'static str, Vec<Case>)>) -> BTreeSet<(&'static str, &'static str)> {
    let mut shown = BTreeSet::new();
    for (step, cases) in steps {
        for case in cases {
            let refused = (case.when)();
            let refused =
                refused.unwrap_or_else(|| panic!("{step}: nothing refuses `{}`", case.code));
            assert_eq!(refused.code, case.code, "{step}: {refused}");
            shown.insert((refused.act, refused.code));
        }
    }
    shown
}

fn known(refusals: &[Refused]) -> BTreeSet<(&'static str, &'static str)> {
    let known: BTreeSet<_> = refusals
        .iter()
        .map(|refused| (refused.act, refused.code))
        .collect();
    assert_eq!(
        known.len(),
        refusals.len(),
        "a reason has one name of its own within its step"
    );
    known
}

#[test]
fn every_refusal_of_a_matter_is_shown_by_a_case() {
    assert_eq!(shown(of_matter()), known(&matter::steps::refusals()));
}

#[test]
fn every_refusal_of_the_office_is_shown_by_a_case() {
    assert_eq!(shown(of_office()), known(&office::steps::refusals()));
}

#[test]
fn every_refusal_of_a_procedure_is_shown_by_a_case() {
    assert_eq!(shown(of_procedures()), known(&procedure_refusals()));
}

fn procedure_refusals() -> Vec<Refused> {
    Noun::ALL.iter().flat_map(|noun| noun.refusals()).collect()
}

#[test]
fn every_refusal_is_a_sentence_in_the_words_of_the_office_p_33() {
    for refused in matter::steps::refusals()
        .into_iter()
        .chain(office::steps::refusals())
        .chain(procedure_refusals())
    {
        let sentence = refused.sentence;
        let name = format!("{} {}: {sentence}", refused.act, refused.code);
        assert!(
            sentence.ends_with('。') && sentence.chars().count() > 5,
            "{name}"
        );
        let banned = ["工单", "用户", "关闭", "星级", "嫌疑人", "系统错误", "非法"];
        assert!(banned.iter().all(|word| !sentence.contains(word)), "{name}");
        assert!(
            refused
                .code
                .bytes()
                .all(|b| b.is_ascii_lowercase() || b == b'-'),
            "{name}"
        );
    }
}

#[test]
fn names_of_steps_and_events_are_permanent_and_their_own() {
    let acts: Vec<_> = matter::steps::ACTS
        .iter()
        .chain(office::steps::ACTS)
        .chain(procedure::noun::acts())
        .collect();
    let names: BTreeSet<_> = acts.iter().map(|act| act.name).collect();
    assert_eq!(names.len(), acts.len());
    for (noun, kinds) in [
        ("matter.", matter::steps::KINDS),
        ("office.", office::steps::KINDS),
        ("inspection.", inspection::steps::KINDS),
        ("campaign.", campaign::steps::KINDS),
        ("review.", review::steps::KINDS),
        ("linkage.", linkage::steps::KINDS),
        ("reconciliation.", reconciliation::steps::KINDS),
        ("bulletin.", bulletin::steps::KINDS),
        ("assessment.", assessment::steps::KINDS),
        ("analysis.", analysis::steps::KINDS),
        ("key-county.", key_county::steps::KINDS),
    ] {
        assert_eq!(kinds.iter().collect::<BTreeSet<_>>().len(), kinds.len());
        assert!(
            kinds
                .iter()
                .all(|kind| kind.starts_with(noun) && kind.contains(".v"))
        );
    }
}
