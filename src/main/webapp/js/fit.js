/** Which sellers can run a job, and in words why the others cannot. The market decides; this foretells. */
import { megabytes } from "./format.js";

/** Why this seller cannot run the spec: `{code, text}`; nothing when it can as soon as it is free. */
function obstacle(seller, spec) {
  if (!seller.online) return { code: "offline", text: "offline" };
  const named = (list) => list.includes(seller.id) || list.includes(seller.name);
  if (spec.sellers && !named(spec.sellers))
    return { code: "not_wanted", text: "not one you named" };
  if (spec.block_sellers && named(spec.block_sellers))
    return { code: "not_wanted", text: "blocked by you" };
  if (seller.state && seller.state !== "open")
    return { code: "paused", text: "not taking work at the moment" };
  if (seller.cpus < spec.cpus)
    return { code: "cpus", text: `has ${seller.cpus} of ${spec.cpus} CPUs` };
  if (seller.memory_mb < spec.memory_mb) {
    return {
      code: "memory",
      text: `has ${megabytes(seller.memory_mb)} of ${megabytes(spec.memory_mb)} memory`,
    };
  }
  return undefined;
}

/** What keeps a seller that could run it from doing so at once. */
function busy(seller, spec) {
  if (seller.free_slots < 1) return "all slots busy";
  if (seller.free_cpus < spec.cpus) return `${seller.free_cpus} CPUs free now`;
  if (seller.free_memory_mb < spec.memory_mb) return `${megabytes(seller.free_memory_mb)} free now`;
  return undefined;
}

/**
 * Sorts the sellers by what they can do for the spec (with defaults filled in).
 *
 * @returns {{now: object[], later: object[], never: object[], online: number}} each seller with `note`
 */
export function fit(sellers, spec) {
  const result = { now: [], later: [], never: [], online: 0 };
  for (const seller of sellers) {
    if (seller.online) result.online += 1;
    const against = obstacle(seller, spec);
    const wait = against ? undefined : busy(seller, spec);
    if (against) result.never.push({ ...seller, note: against.text, code: against.code });
    else if (wait) result.later.push({ ...seller, note: wait });
    else result.now.push({ ...seller, note: "free" });
  }
  return result;
}
