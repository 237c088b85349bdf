package io.lumaris.job;

/**
 * Why a job or an attempt ended otherwise than by exit code 0. Who pays is in docs/refund-rules.md.
 */
public enum Reason {
  EXIT_CODE,
  OUT_OF_MEMORY,
  RUN_TIMEOUT,
  BUDGET_REACHED,
  WRITE_LIMIT,
  IMAGE_NOT_FOUND,
  IMAGE_NOT_ALLOWED,
  COMMAND_NOT_FOUND,
  INVALID_JOB,
  IMAGE_PULL_FAILED,
  SELLER_LOST,
  SELLER_ERROR,
  SELLER_QUIT,
  SELLER_REFUSED,
  NO_SELLER,
  NO_BIDS,
  DISAGREEMENT,
  CANCELLED_BY_BUYER
}
