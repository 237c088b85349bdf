package io.lumaris.market;

import java.time.Instant;
import java.util.UUID;

/**
 * One of the market's rules about images.
 *
 * @param effect allow or deny
 * @param pattern of images' whole names
 * @param note why, for whoever is refused; absent when none was given
 */
public record PolicyRule(UUID id, String effect, String pattern, String note, Instant createdAt) {}
