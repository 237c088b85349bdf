/** What can be done with a job. Each says in the notice bar what came of it. */
import { api } from "../api.js";
import { newToken, saveDraft } from "../draft.js";
import { shortId } from "../format.js";
import { confirm } from "../parts/confirm.js";
import { go } from "../router.js";
import { formOf } from "../spec.js";
import { jobs, limits, notice } from "../store.js";

const named = (job) => `${shortId(job.id)} (${job.spec.image})`;

async function tell(what, action) {
  try {
    await action();
  } catch (error) {
    notice.set({ kind: "error", text: `${what} ${error.message}` });
  }
}

export async function cancel(job) {
  const question = {
    title: "Cancel this job?",
    text: `Job ${named(job)} stops at once. What it has printed so far is kept.`,
    yes: "Cancel the job",
    no: "Let it run",
  };
  if (!(await confirm(question))) return;
  await tell("The job was not cancelled.", async () => {
    const answer = await api.cancel(job.id);
    jobs.put(answer.job);
    if (!answer.changed)
      notice.set({ kind: "info", text: "The job had ended before it could be cancelled." });
  });
}

export const runAgain = (job) =>
  tell("The job was not sent again.", async () => {
    const again = await api.submit(job.spec, newToken());
    jobs.put(again);
    go(`/jobs/${again.id}`);
  });

/** Opens the form filled with this job. */
export function change(job) {
  saveDraft(formOf(job.spec, limits.value));
  go("/");
}

export async function remove(job) {
  const question = {
    title: "Delete this job?",
    text: `Job ${named(job)} and its output are deleted for good.`,
    yes: "Delete the job",
  };
  if (!(await confirm(question))) return;
  await tell("The job was not deleted.", async () => {
    await api.remove(job.id);
    jobs.forget(job.id);
    notice.set({ kind: "info", text: `Job ${named(job)} is deleted.` });
    go("/jobs");
  });
}
