-- The operators' image rules: read by anybody, changed by operators.

create or replace function lumaris.image_rule_json(p_rule lumaris.image_policy) returns jsonb
language plpgsql stable as $$
begin
  return jsonb_build_object('id', p_rule.id, 'effect', p_rule.effect, 'pattern', p_rule.pattern, 'note', p_rule.note,
    'created_at', lumaris.ms(p_rule.created_at));
end $$;

create or replace function lumaris.policy_list() returns lumaris.reply
language plpgsql stable as $$
begin
  return lumaris.done(jsonb_build_object('rules', coalesce(
    (select jsonb_agg(lumaris.image_rule_json(r) order by r.effect desc, r.created_at, r.id) from lumaris.image_policy r), '[]')));
end $$;

-- The same rule again is the same rule; its note is the last one given. Adding follows adding, so that the count holds.
create or replace function lumaris.policy_add(p_operator uuid, p_effect text, p_pattern text, p_note text) returns lumaris.reply
language plpgsql
set plan_cache_mode = force_generic_plan set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off set jit = off as $$
declare
  r lumaris.image_policy;
  most constant bigint := lumaris.setting_value('image_rules');
begin
  if not lumaris.is_operator(p_operator) then
    return lumaris.not_an_operator();
  end if;
  perform pg_advisory_xact_lock(hashtextextended('lumaris.image_policy', 0));
  update lumaris.image_policy set note = coalesce(p_note, note) where effect = p_effect and pattern = p_pattern returning * into r;
  if found then
    return lumaris.done(jsonb_build_object('rule', lumaris.image_rule_json(r), 'created', false));
  elsif (select count(*) from lumaris.image_policy) >= most then
    return lumaris.refused(8, format('too_many_rules: this market has %s image rules, the most there may be; remove some, or write one pattern for several',
      lumaris.num(most)));
  end if;
  insert into lumaris.image_policy (effect, pattern, note) values (p_effect, p_pattern, p_note) returning * into r;
  return lumaris.done(jsonb_build_object('rule', lumaris.image_rule_json(r), 'created', true));
end $$;

create or replace function lumaris.policy_remove(p_operator uuid, p_rule uuid) returns lumaris.reply
language plpgsql
set plan_cache_mode = force_generic_plan set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off set jit = off as $$
begin
  if not lumaris.is_operator(p_operator) then
    return lumaris.not_an_operator();
  end if;
  delete from lumaris.image_policy where id = p_rule;
  return lumaris.done(jsonb_build_object('removed', found));
end $$;
