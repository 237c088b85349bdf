/** What the account has. It is read again whenever a job has moved money; pushes say so. */
import { api, session } from "./api.js";
import { Signal } from "./signal.js";
import { isFinal } from "./states.js";
import { jobs } from "./store.js";

/** `{id, available, held, paid_in, earned, spent, paid_out}`; undefined until known. */
export const account = new Signal(undefined);

/** Many jobs may end at once: between two readings there is at least this long. */
const PAUSE_MS = 300;

let reading = false;
let again = false;

/** Reads the account; a failure keeps what is known, the banner says that updates pause. */
export async function readAccount() {
  again = true;
  if (reading) return;
  reading = true;
  try {
    while (again) {
      again = false;
      account.set(await api.account());
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    }
  } catch (error) {
    if (!error.temporary) throw error;
  } finally {
    reading = false;
  }
}

/** A job moves money twice: when it is there, and when it is over. */
const moved = new Map();

jobs.addEventListener("job", ({ detail: job }) => {
  if (moved.get(job.id) === isFinal(job)) return;
  moved.set(job.id, isFinal(job));
  readAccount();
});
session.addEventListener("change", () => readAccount());
document.addEventListener(
  "visibilitychange",
  () => !document.hidden && session.value && readAccount(),
);
