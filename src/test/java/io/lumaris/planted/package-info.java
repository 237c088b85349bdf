/**
 * One small violation of every architecture rule, in packages named like ours. They are compiled
 * with the tests, never run, and prove that each rule reports what it forbids.
 */
package io.lumaris.planted;
