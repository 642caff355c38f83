//! The other streams of a split (拆分分办, P-02): a part begins, its end is noted on the whole, and it goes back,
//! each in one write with the act that brings it about.

use crate::audience::Opener;
use crate::moment::draw_id;
use crate::sealer::{Key, Sealing};
use crate::vault::{self, ERASED, Texts};
use crate::{App, Failure, Fault, forward, numbers, search_index, stream};
use casework::form::Sealer;
use casework::matter::steps::{Command, Event, begin_part, note_part, take_part_back};
use casework::matter::{self, Issue, Joined, Lead, Matter};
use casework::refusal::Refused;
use casework::step::{Context, Recorded};
use casework::{MatterId, Moment, ReportId, SealedRef};
use std::collections::HashMap;
use store::{Claim, Write};

/// Draws the id and the number of the part that may begin.
pub(super) async fn drawn(app: &App, now: Moment, whole: &Matter) -> Result<Joined, Fault> {
    let year = now.on().year();
    let region = app
        .office()
        .unit(&whole.receiver)
        .map(|unit| unit.region.clone());
    let region = region.unwrap_or_default();
    Ok(Joined {
        matter: MatterId(draw_id(now.at, app.entropy())),
        number: numbers::take(app, &region, year, whole.channel).await?,
    })
}

/// What the events on one matter bring about on others: added to the same write.
pub(super) async fn follow(
    app: &App,
    before: &Matter,
    (after, recorded): (&Matter, &[Recorded<Event>]),
    ctx: &Context<'_>,
    write: &mut Write,
) -> Result<(), Failure> {
    for event in recorded {
        match &event.event {
            Event::SplitOff(split) => {
                begin(app, before, (&split.part, &split.leads), ctx, write).await?;
            }
            Event::SplitUndone(undone) => {
                let back = take_part_back::TakePartBack { part: before.id };
                let command = Command::TakePartBack(Box::new(back));
                on_whole(app, undone.whole.matter, command, ctx, write).await?;
            }
            _ => {}
        }
    }
    let Some(of) = before.splitting.of.as_ref() else {
        return Ok(());
    };
    if before.is_concluded() == after.is_concluded() {
        return Ok(());
    }
    let (part, concluded) = (before.id, after.is_concluded());
    let command = Command::NotePart(Box::new(note_part::NotePart { part, concluded }));
    on_whole(app, of.whole.matter, command, ctx, write).await
}

async fn on_whole(
    app: &App,
    whole: MatterId,
    command: Command,
    ctx: &Context<'_>,
    write: &mut Write,
) -> Result<(), Failure> {
    let whole = stream::matter(app, whole).await?;
    let happened = ctx.happened.max(whole.received);
    let ctx = Context { happened, ..*ctx };
    let recorded = matter::decide(&whole, command, &ctx)?;
    stream::append_matter(app, &whole, &recorded, write);
    Box::pin(search_index::follow_events(app, &whole, &recorded, write)).await?;
    Ok(())
}

/// The part begins: its texts are sealed anew under a key of its own, and its number is claimed.
async fn begin(
    app: &App,
    whole: &Matter,
    (part, numbers): (&Joined, &[u32]),
    ctx: &Context<'_>,
    write: &mut Write,
) -> Result<(), Failure> {
    let mut moved = whole.clone();
    moved.leads.retain(|lead| numbers.contains(&lead.number));
    let texts = vault::texts(
        app,
        &Opener::acting(ctx.office, ctx.actor),
        &whole.id.stream(),
    )
    .await?;
    let report = ReportId(draw_id(ctx.now.at, app.entropy()));
    let (stream_id, files) = (part.matter.stream(), HashMap::new());
    let mut sealing = Sealing::begin(
        app,
        stream_id,
        ctx.now.at,
        report,
        (Key::New, String::new()),
        files,
    )
    .await?;
    let copy = forward::composed(app, &moved, &texts)?.ok_or(DESTROYED)?;
    let title = sealing.text(TITLE, &copy.title);
    let mut leads = Vec::new();
    for (lead, number) in moved.leads.iter().zip(1..) {
        leads.push(anew(&mut sealing, &texts, (lead, number))?);
    }
    let sealed = sealing.finish();
    write.changes.extend(sealed.changes);
    let begin = begin_part::BeginPart::of(whole, part.number.clone(), (title, leads), ctx);
    let command = Command::BeginPart(Box::new(begin));
    let nothing = Matter::new(part.matter);
    let recorded = matter::decide(&nothing, command, ctx)?;
    stream::append_matter(app, &nothing, &recorded, write);
    let begun = Matter::replay(part.matter, &recorded);
    Box::pin(search_index::follow(
        app,
        (&nothing, &begun),
        &sealed.unwritten.texts,
        write,
    ))
    .await?;
    write.claims.push(Claim {
        namespace: numbers::NAMESPACE.to_owned(),
        key: part.number.clone(),
        owner: part.matter.to_string(),
    });
    Ok(())
}

/// The purpose under which a part's title is sealed.
pub(crate) const TITLE: &str = "split.title";

const DESTROYED: Refused = Refused {
    act: "split",
    code: "destroyed",
    sentence: "此件内容已经销毁，不能拆分。",
};

/// A lead sealed anew, as a registration seals it: whoever looks for the accused finds the part too.
fn anew(
    sealing: &mut Sealing<'_>,
    texts: &Texts,
    (lead, number): (&Lead, u32),
) -> Result<Lead, Failure> {
    let subject = again(sealing, texts, ("register.leads.subject", &lead.subject))?;
    let post = lead.post.as_ref();
    let post = post.map(|post| again(sealing, texts, ("register.leads.post", post)));
    let mut issues = Vec::new();
    for issue in &lead.issues {
        let text = again(sealing, texts, ("register.leads.issues.text", &issue.text))?;
        issues.push(Issue {
            text,
            ..issue.clone()
        });
    }
    Ok(Lead {
        number,
        subject,
        post: post.transpose()?,
        issues,
        ..lead.clone()
    })
}

fn again(
    sealing: &mut Sealing<'_>,
    texts: &Texts,
    (purpose, reference): (&str, &SealedRef),
) -> Result<SealedRef, Failure> {
    let text = texts.of(reference)?;
    if text == ERASED {
        return Err(DESTROYED.into());
    }
    Ok(sealing.text(purpose, text))
}
