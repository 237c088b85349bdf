/** The seller's own page: what this node is doing, what it earns, and how it sells. */
import "./node/console.js";
