-- A list says how many it holds (app::queries::listing counts what its driving index holds, up to a bound).
-- Each index therefore carries what that count asks of a row: whose recusals and which import runs hide it,
-- and the mark itself where it is partial; that of all matters carries the marks most of them bear. The
-- other folder holds the same schema; a test proves the two equal.

DROP INDEX visible_by_arrival;
DROP INDEX visible_by_stage;
DROP INDEX visible_by_channel;
DROP INDEX visible_by_class;
DROP INDEX visible_by_holder;
DROP INDEX visible_by_came_by;
DROP INDEX visible_by_mode;
DROP INDEX visible_open;
DROP INDEX visible_real_name;
DROP INDEX visible_repeated;
DROP INDEX visible_instructed;
DROP INDEX visible_tagged;
DROP INDEX visible_urgent;
DROP INDEX visible_emergency;
DROP INDEX visible_secret;
DROP INDEX visible_confidential;
DROP INDEX visible_top_secret;
DROP INDEX visible_collective;
DROP INDEX visible_over_level;
DROP INDEX visible_again;
DROP INDEX visible_unnumbered;
DROP INDEX visible_by_due;
DROP INDEX visible_by_routed;
DROP INDEX visible_by_concluded;

CREATE INDEX visible_by_arrival ON visible
    (unit_id, sort_key, matter_id, run_id, over, urgency, secrecy);
CREATE INDEX visible_by_stage ON visible (unit_id, stage, sort_key, matter_id, run_id);
CREATE INDEX visible_by_channel ON visible (unit_id, channel, sort_key, matter_id, run_id);
CREATE INDEX visible_by_class ON visible (unit_id, class, sort_key, matter_id, run_id)
    WHERE class IS NOT NULL;
CREATE INDEX visible_by_holder ON visible (unit_id, holder, sort_key, matter_id, run_id);
CREATE INDEX visible_by_came_by ON visible (unit_id, came_by, sort_key, matter_id, run_id);
CREATE INDEX visible_by_mode ON visible (unit_id, mode, sort_key, matter_id, run_id)
    WHERE mode IS NOT NULL;
CREATE INDEX visible_open ON visible (unit_id, sort_key, matter_id, run_id, over) WHERE NOT over;
CREATE INDEX visible_real_name ON visible (unit_id, sort_key, matter_id, run_id, real_name)
    WHERE real_name;
CREATE INDEX visible_repeated ON visible (unit_id, sort_key, matter_id, run_id, repeats)
    WHERE repeats > 0;
CREATE INDEX visible_instructed ON visible (unit_id, sort_key, matter_id, run_id, instructed)
    WHERE instructed;
CREATE INDEX visible_tagged ON visible (unit_id, sort_key, matter_id, run_id, tagged) WHERE tagged;
CREATE INDEX visible_urgent ON visible (unit_id, sort_key, matter_id, run_id, urgency)
    WHERE urgency = 'urgent';
CREATE INDEX visible_emergency ON visible (unit_id, sort_key, matter_id, run_id, urgency)
    WHERE urgency = 'emergency';
CREATE INDEX visible_secret ON visible (unit_id, sort_key, matter_id, run_id, secrecy)
    WHERE secrecy = 'secret';
CREATE INDEX visible_confidential ON visible (unit_id, sort_key, matter_id, run_id, secrecy)
    WHERE secrecy = 'confidential';
CREATE INDEX visible_top_secret ON visible (unit_id, sort_key, matter_id, run_id, secrecy)
    WHERE secrecy = 'top-secret';
CREATE INDEX visible_collective ON visible (unit_id, sort_key, matter_id, run_id, collective)
    WHERE collective;
CREATE INDEX visible_over_level ON visible (unit_id, sort_key, matter_id, run_id, over_level)
    WHERE over_level;
CREATE INDEX visible_again ON visible (unit_id, sort_key, matter_id, run_id, again) WHERE again;
CREATE INDEX visible_unnumbered ON visible (unit_id, sort_key, matter_id, run_id, unnumbered)
    WHERE unnumbered;
CREATE INDEX visible_by_due ON visible (unit_id, due_at, matter_id, run_id);
CREATE INDEX visible_by_routed ON visible (unit_id, routed_at, matter_id, run_id)
    WHERE routed_at IS NOT NULL;
CREATE INDEX visible_by_concluded ON visible (unit_id, concluded_at, matter_id, run_id)
    WHERE concluded_at IS NOT NULL;
