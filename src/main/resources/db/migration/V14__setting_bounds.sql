-- What an operator may set: outside of these bounds the market would lose every attempt, or drown.
alter table lumaris.setting
  add least bigint not null default 0,
  add most bigint not null default 1000000000000;

update lumaris.setting s set least = b.least, most = b.most
  from (values
    ('lease_ms', 1000, 3600000),
    ('heartbeat_ms', 500, 600000),
    ('seller_online_ms', 1000, 3600000),
    ('start_timeout_s', 10, 86400),
    ('log_bytes_per_job', 0, 104857600),
    ('unfinished_jobs_per_buyer', 1, 1000000),
    ('shapes_per_buyer', 1, 10000),
    ('retention_days', 1, 3650),
    ('fee_basis_points', 0, 10000),
    ('image_rules', 0, 10000),
    ('offer_ms', 0, 60000),
    ('newcomer_percent', 0, 100),
    ('newcomer_attempts', 0, 1000000),
    ('record_attempts', 1, 100000),
    ('record_refresh_ms', 0, 3600000),
    ('checks_percent', 0, 100),
    ('checks_after', 1, 1000000)) b (name, least, most)
  where s.name = b.name;
