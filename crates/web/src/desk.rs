//! The desk (`/desk`): what the office's staff work with, behind a login.
//!
//! | module | page |
//! |---|---|
//! | `session` | who is signed in; every route but the doors lies behind it |
//! | `door`, `persons` | login and its end; the demonstration's chooser |
//! | `voids` | the register of voids |
//! | `passed` | the register of what was passed up |
//! | `originals` | the book of paper originals and its inventory |
//! | `todo`, `matters`, `matter`, `repeats`, `trail`, `file`, `identities`, `callbacks` | reading |
//! | `letter` | letters that leave the office |
//! | `morning`, `handover` | the sheet of the morning; handing over what a leaver owes |
//! | `batch` | one act on several matters, from any list |
//! | `print` | forms on paper, one or many |
//! | `gate`, `roster`, `classified` | the gate of acceptance, duty, what was too secret |
//! | `registration`, `calls`, `telephone`, `lookup`, `cadres`, `act`, `office` | doing, by one generic `form` |
//! | `national` | the national platform's book laid beside one's own |
//! | `exports`, `layouts` | a book taken out as a file, the receipts, the office's own layouts |
//! | `sheets` | task sheets of units without network |
//! | `settings`, `feed` | the person's own session, notices, calendar feed |
//! | `spine`, `words`, `refusal`, `prefill`, `sent` | what several pages share |

mod act;
mod assigned;
mod balance;
mod batch;
mod books;
mod cadres;
mod callbacks;
mod calls;
mod classified;
mod deciding;
mod delegations;
mod door;
mod exports;
mod feed;
mod figures;
mod file;
mod form;
mod gate;
mod handover;
mod help;
mod identities;
mod inspections;
mod layouts;
mod letter;
mod lookup;
mod matter;
mod matters;
mod morning;
mod national;
mod office;
mod onward;
mod organs;
mod originals;
mod overview;
mod paper;
mod passed;
mod persons;
mod prefill;
mod print;
mod procedures;
mod reading;
pub(crate) mod refusal;
mod registration;
mod repeats;
mod reviews;
mod roster;
mod search;
mod sent;
mod session;
mod settings;
mod sheets;
mod sources;
mod spine;
mod supervision;
mod telephone;
mod todo;
mod trail;
mod voids;
mod wall;
mod words;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware::from_fn_with_state;
use axum::routing::{MethodRouter, get, post};

use crate::site::{Mode, Shared};

/// Most bytes of a form with attachments: five files of ten megabytes and the words around them.
const FILES_BYTES_MAX: usize = 56 * 1024 * 1024;

/// What answers at a route.
type Methods = fn() -> MethodRouter<Shared>;

/// Every route behind the login.
const ROUTES: &[(&str, Methods)] = &[
    ("/desk", || get(todo::show)),
    ("/desk/matters", || get(matters::show)),
    ("/desk/books", || get(books::shelf)),
    ("/desk/balance", || get(balance::show)),
    ("/desk/balance/{list}", || get(balance::items)),
    ("/desk/sources", || get(sources::show)),
    ("/desk/sources/{list}", || get(sources::items)),
    ("/desk/figures", || get(figures::show)),
    ("/desk/figures/{list}", || get(figures::items)),
    ("/desk/figures/metrics/{metric}", || get(figures::metric)),
    ("/desk/figures/export", || {
        get(exports::ask_figures).post(exports::take_figures)
    }),
    ("/desk/overview", || get(overview::show)),
    ("/desk/wall", || get(wall::show)),
    ("/desk/books/{book}", || get(books::show)),
    ("/desk/books/{book}/views", || {
        get(books::shelf).post(books::keep)
    }),
    ("/desk/books/{book}/export", || {
        get(exports::ask).post(exports::take)
    }),
    ("/desk/national", || {
        get(national::show).post(national::decide)
    }),
    ("/desk/national/list", || {
        get(national::show).post(national::take)
    }),
    ("/desk/exports", || get(exports::list)),
    ("/desk/layouts", || get(layouts::show).post(layouts::keep)),
    ("/desk/layouts/{name}/sample", || get(layouts::sample)),
    ("/desk/layouts/{name}/forget", || post(layouts::forget)),
    ("/desk/matters/{number}", || get(matter::show)),
    ("/desk/matters/{number}/comparison", || get(repeats::show)),
    ("/desk/matters/{number}/trail", || get(trail::show)),
    ("/desk/matters/{number}/files/{file}", || get(file::show)),
    ("/desk/matters/{number}/files/{file}/{part}", || {
        get(file::take)
    }),
    ("/desk/matters/{number}/print/{form}", || get(print::show)),
    ("/desk/matters/{number}/print/{form}/docx", || {
        get(print::document)
    }),
    ("/desk/matters/{number}/letters/{letter}", || {
        get(letter::show)
    }),
    ("/desk/matters/{number}/letters/{letter}/docx", || {
        paper::docx(letter::document)
    }),
    ("/desk/matters/{number}/letters/{letter}/pdf", || {
        paper::pdf(letter::document)
    }),
    ("/desk/matters/{number}/assignments/{notice}", || {
        paper::page(assigned::notice)
    }),
    ("/desk/matters/{number}/assignments/{notice}/docx", || {
        paper::docx(assigned::notice)
    }),
    ("/desk/matters/{number}/assignments/{notice}/pdf", || {
        paper::pdf(assigned::notice)
    }),
    ("/desk/print", || get(print::batch)),
    ("/desk/print/docx", || get(print::batch_document)),
    ("/desk/matters/{number}/{noun}", || {
        get(act::show).post(act::perform)
    }),
    ("/desk/reading", || get(reading::show)),
    ("/desk/reading/phrases", || {
        get(reading::phrases::show).post(reading::phrases::keep)
    }),
    ("/desk/reading/{number}", || {
        get(reading::item).post(reading::act)
    }),
    ("/desk/deciding", || get(deciding::show)),
    ("/desk/deciding/exclusions", || get(deciding::exclusions)),
    ("/desk/deciding/scan", || get(deciding::scan)),
    ("/desk/deciding/scan/{number}", || post(deciding::enter)),
    ("/desk/delegations", || {
        get(delegations::show).post(delegations::lend)
    }),
    ("/desk/delegations/ends", || post(delegations::end)),
    ("/desk/morning", || get(morning::show)),
    ("/desk/handover", || get(handover::show)),
    ("/desk/handover/drafts", || {
        get(handover::show).post(handover::give_drafts)
    }),
    ("/desk/batch", || get(batch::show).post(batch::chosen)),
    ("/desk/batch/{noun}", || get(batch::again).post(batch::act)),
    ("/desk/callbacks", || get(callbacks::show)),
    ("/desk/supervision", || get(supervision::plan)),
    ("/desk/supervision/drafts", || get(supervision::drafts)),
    ("/desk/supervision/slips", || get(supervision::slips)),
    ("/desk/supervision/slips/{number}/{slip}", || {
        get(supervision::slip)
    }),
    ("/desk/supervision/slips/{number}/{slip}/docx", || {
        paper::docx(supervision::document)
    }),
    ("/desk/supervision/slips/{number}/{slip}/pdf", || {
        paper::pdf(supervision::document)
    }),
    ("/desk/supervision/received", || get(supervision::received)),
    ("/desk/supervision/urging", || get(supervision::urging)),
    ("/desk/supervision/urging/{unit}", || get(supervision::unit)),
    ("/desk/supervision/calls/{number}", || {
        get(supervision::call)
    }),
    ("/desk/supervision/figures", || get(supervision::figures)),
    ("/desk/assessments/{number}/months/{month}/export", || {
        get(exports::ask_assessment).post(exports::take_assessment)
    }),
    ("/desk/linkages/book/export", || {
        get(exports::ask_linkages).post(exports::take_linkages)
    }),
    ("/desk/supervision/counted", || get(supervision::counted)),
    ("/desk/supervision/accountability", || {
        get(supervision::cases)
    }),
    ("/desk/supervision/duties", || get(supervision::duties)),
    ("/desk/gate", || get(gate::show)),
    ("/desk/gate/{list}", || get(gate::list)),
    ("/desk/roster", || get(roster::show)),
    ("/desk/roster/publish", || {
        get(roster::ask).post(roster::publish)
    }),
    ("/desk/classified", || {
        get(classified::show).post(classified::add)
    }),
    ("/desk/identities", || get(identities::show)),
    ("/desk/trail", || get(trail::ask)),
    ("/desk/registration", || {
        get(registration::ask).post(registration::submit)
    }),
    ("/desk/registration/repeats", || post(registration::cards)),
    ("/desk/registration/suggestions", || {
        post(registration::suggest)
    }),
    ("/desk/drafts", || {
        get(registration::list).post(registration::keep)
    }),
    ("/desk/drafts/{name}/discard", || {
        post(registration::discard)
    }),
    ("/desk/drafts/{name}/restore", || {
        post(registration::restore)
    }),
    ("/desk/lookup", || get(lookup::ask).post(lookup::find)),
    ("/desk/search", || get(search::show).post(search::seek)),
    ("/desk/calls", || get(calls::show).post(calls::note)),
    ("/desk/telephone", || {
        get(telephone::ask).post(telephone::tell)
    }),
    ("/desk/cadres", || get(cadres::show).post(cadres::import)),
    ("/desk/office", || get(office::show)),
    ("/desk/office/units/{id}", || get(office::unit)),
    ("/desk/office/people/{id}", || get(office::person)),
    ("/desk/rules", || get(office::rules)),
    ("/desk/rules/{hash}/{*path}", || get(office::rule_text)),
    ("/desk/office/{noun}", || {
        get(office::ask).post(office::perform)
    }),
    ("/desk/sheets", || get(sheets::show)),
    ("/desk/sheets/draw", || {
        get(sheets::to_list).post(sheets::draw)
    }),
    ("/desk/sheets/take", || {
        get(sheets::to_list).post(sheets::take)
    }),
    ("/desk/sheets/bring", || {
        get(sheets::to_list).post(sheets::bring)
    }),
    ("/desk/sheets/enter", || {
        get(sheets::to_list).post(sheets::enter)
    }),
    ("/desk/help", || get(help::show)),
    ("/desk/originals", || get(originals::show)),
    ("/desk/originals/inventory", || {
        get(originals::inventory).post(originals::check)
    }),
    ("/desk/procedures", || get(procedures::index)),
    ("/desk/priority", || get(inspections::priority)),
    ("/desk/priority/{unit}", || get(inspections::slow)),
    ("/desk/inspection-figures", || get(inspections::statistics)),
    ("/desk/inspection-figures/{organ}", || {
        get(inspections::items)
    }),
    ("/desk/inspections/{number}/items", || {
        get(procedures::items)
    }),
    ("/desk/reviews/year", || get(reviews::year)),
    ("/desk/reviews/{number}/outside", || {
        get(reviews::ask_outside).post(reviews::import_outside)
    }),
    ("/desk/reviews/{number}/notice-paper", || {
        paper::page(reviews::notice)
    }),
    ("/desk/reviews/{number}/notice-paper/docx", || {
        paper::docx(reviews::notice)
    }),
    ("/desk/reviews/{number}/notice-paper/pdf", || {
        paper::pdf(reviews::notice)
    }),
    ("/desk/reviews/{number}/items/{item}", || get(reviews::item)),
    ("/desk/reviews/{number}/items/{item}/score", || {
        get(reviews::score)
    }),
    ("/desk/reviews/{number}/items/{item}/score/docx", || {
        get(reviews::score_document)
    }),
    ("/desk/reviews/{number}/items/{item}/list", || {
        paper::page(reviews::paper)
    }),
    ("/desk/reviews/{number}/items/{item}/list/docx", || {
        paper::docx(reviews::paper)
    }),
    ("/desk/reviews/{number}/items/{item}/list/pdf", || {
        paper::pdf(reviews::paper)
    }),
    ("/desk/reviews/{number}/items/{item}/proofs/{file}", || {
        get(reviews::proof)
    }),
    ("/desk/voids", || get(voids::show)),
    ("/desk/passed-up", || get(passed::show)),
    ("/desk/settings", || get(settings::show)),
    ("/desk/settings/notices", || post(settings::notices)),
    ("/desk/settings/feed", || post(settings::feed)),
    ("/desk/settings/type", || post(settings::large)),
    ("/desk/leave", || post(door::leave)),
];

/// The paths of every route behind the login, for the test that walks them.
pub fn desk_paths() -> impl Iterator<Item = &'static str> {
    ROUTES
        .iter()
        .map(|(path, _)| *path)
        .chain(procedures::paths())
}

/// The routes of the desk. The chooser of persons exists in a demonstration only.
pub fn routes(front: &Shared) -> Router<Shared> {
    let behind = ROUTES
        .iter()
        .fold(Router::new(), |router, (path, methods)| {
            router.route(path, methods())
        });
    let behind = behind
        .merge(procedures::routes())
        .layer(DefaultBodyLimit::max(FILES_BYTES_MAX))
        .route_layer(from_fn_with_state(front.clone(), session::require));
    let doors = Router::new()
        .route("/desk/login", get(door::ask).post(door::enter))
        .route("/desk/ended", get(door::ended))
        .route("/feed/{address}", get(feed::take));
    let doors = match front.site.mode {
        Mode::Demo => doors.route("/desk/demo", get(persons::ask).post(persons::enter)),
        Mode::Serve => doors,
    };
    behind.merge(doors)
}
