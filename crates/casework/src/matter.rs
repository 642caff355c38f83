//! The matter (信访事项): one grievance under handling, from arrival to write-off.

mod choices;
pub mod course;
mod decide;
pub mod number;
pub mod rows;
pub mod state;
pub mod steps;

pub(crate) use choices::of_slips as choices_of_slips;
pub use choices::{Choice, choices};
pub use decide::{decide, ground, offered};
pub use number::Number;
pub use state::Held;
pub use state::Reminders;
pub use state::ResultText;
pub use state::accountability;
pub use state::supervision;
pub use state::{
    Accepted, Accused, Assignment, Booked, CAME_BY, CameBy, Channel, Class, ContactMode,
    CountersignSlot, Decided, Decision, Disposition, Feedback, Finding, Handling, IdentityRequest,
    Issue, Joined, Lead, Matter, Mode, Opening, Question, Rank, Report, RequestState, Sign, Sought,
    Stage, Status, Supplement, Talk,
};
pub use state::{AccountGround, Accountability, Demand, DutyFlag, Proof, Proved};
pub use state::{Alike, InCommon, Likeness};
pub use state::{
    Answer, Answering, Evaluation, Plea, PleaGround, PublicFeedback, ReceiptKind, Round,
    Satisfaction, Via,
};
pub use state::{
    Arrival, Came, Intake, NameCheck, Origin, Recurrence, Representative, Secrecy, Turn, Urgency,
    Visit, Way,
};
pub use state::{Assigning, AssignmentNotice, ByInstruction};
pub use state::{CampaignNote, ContractNote};
pub use state::{Chain, ForwardCopy, Joint, Routing};
pub use state::{Custody, Filed, Found, Loan, Original, OriginalKind};
pub use state::{Duty, DutyKind, Handover, Presented};
pub use state::{Entries, Naming, Repair, Request, VoidGround, Voiding, Wanted};
pub use state::{Holding, Holdings, Inflow, Outflow};
pub use state::{Merging, Pairing, Taken};
pub use state::{Part, PartOf, Splitting};
pub use state::{PassGround, PassedLine, Passing};
pub use state::{Under, UnderSupervision};
pub use steps::number_nationally::number as national_number;
