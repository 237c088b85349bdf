/** The sandbox as the engine said it was applied, each setting in words. */
import { html, nothing } from "lit";
import { bytes } from "../format.js";

const RUNTIMES = {
  runc: "runc: kernel namespaces and cgroups",
  runsc: "gVisor: a kernel of its own in user space",
};

/** `[what, the flag, whether it is as tight as it should be]` for each setting that was reported. */
const SETTINGS = [
  [
    "network",
    (p) => [
      p.network === "none" ? "No network at all" : `Network ${p.network}`,
      p.network === "none",
    ],
  ],
  [
    "memory_bytes",
    (p) => [
      `At most ${bytes(p.memory_bytes)} of memory${p.memory_swap_bytes === p.memory_bytes ? ", no swap" : ""}`,
      true,
    ],
  ],
  ["cpus", (p) => [`${p.cpus} ${p.cpus === 1 ? "CPU" : "CPUs"}`, true]],
  ["pids", (p) => [`At most ${p.pids} processes`, p.pids > 0]],
  [
    "read_only_root",
    (p) => [
      p.read_only_root ? "The image's files cannot be changed" : "The image's files can be changed",
      p.read_only_root,
    ],
  ],
  ["tmpfs", (p) => [tmpfs(p.tmpfs), true]],
  ["cap_drop", (p) => capabilities(p)],
  [
    "no_new_privileges",
    (p) => [
      p.no_new_privileges ? "Cannot gain privileges" : "May gain privileges",
      p.no_new_privileges,
    ],
  ],
  [
    "seccomp",
    (p) => [
      p.seccomp === "unconfined" ? "All system calls" : `System calls filtered (${p.seccomp})`,
      p.seccomp !== "unconfined",
    ],
  ],
  ["user", (p) => [`Runs as user ${p.user}, who owns nothing`, !/^(0|root)?(:|$)/.test(p.user)]],
  [
    "ulimits",
    (p) => [
      Object.entries(p.ulimits)
        .map(([name, value]) => `${LIMITS[name] ?? name} ${value}`)
        .join(", "),
      true,
    ],
  ],
  ["init", (p) => [p.init ? "An init process reaps what is left" : "No init process", true]],
  [
    "restart",
    (p) => [p.restart === "no" ? "Never restarted" : `Restarted: ${p.restart}`, p.restart === "no"],
  ],
  [
    "binds",
    (p) => [
      p.binds === 0 ? "No folder of the seller" : `${p.binds} folders of the seller`,
      p.binds === 0,
    ],
  ],
];

const LIMITS = { nofile: "Open files", core: "core dump" };

function tmpfs(mounts) {
  const places = Object.entries(mounts).map(([path, options]) => {
    const size = /size=(\d+)([kmg]?)/i.exec(options);
    return `${path}${size ? ` of ${sizeWords(size[1], size[2])}` : ""}${options.includes("noexec") ? ", nothing there can be run" : ""}`;
  });
  return places.length ? `Writable: ${places.join("; ")}` : "Nowhere to write";
}

const sizeWords = (n, unit) => (unit ? `${n} ${unit.toUpperCase()}B` : bytes(Number(n)));

function capabilities({ cap_drop: drop = [], cap_add: add = [] }) {
  const none = drop.includes("ALL") && add.length === 0;
  return [
    none ? "No capabilities" : `Capabilities kept: ${add.join(", ") || "Docker's own"}`,
    none,
  ];
}

/** The section of the job page; says so when nothing has been reported yet. */
export function sandboxSection(profile) {
  if (!profile) {
    return html`<section class="side-part" aria-labelledby="sandbox-title">
      <h2 id="sandbox-title">Sandbox</h2>
      <p class="muted">Shown here as it was applied, once the container runs.</p>
    </section>`;
  }
  return html`<section class="side-part" aria-labelledby="sandbox-title">
    <h2 id="sandbox-title">Sandbox as applied</h2>
    <p class="muted">Read back from the engine. ${RUNTIMES[profile.runtime] ?? profile.runtime}.</p>
    <ul class="sandbox">
      ${SETTINGS.filter(([name]) => profile[name] !== undefined).map(([name, words]) => setting(name, words(profile)))}
    </ul>
    <details class="raw">
      <summary>Every flag</summary>
      <pre class="code" tabindex="0"><code>${JSON.stringify(profile, null, 2)}</code></pre>
    </details>
  </section>`;
}

function setting(name, [text, tight]) {
  return html`<li class=${tight ? "tight" : "loose"} title=${name}>
    ${tight ? nothing : html`<strong>Loose: </strong>`}${text}
  </li>`;
}
