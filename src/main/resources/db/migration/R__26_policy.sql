-- Which images may run, and what a seller refuses. Image rules are a list of patterns to allow and one to deny; a pattern is
-- matched against an image's whole name, "*" stands for any characters. The same on the seller's node is
-- io.lumaris.job.ImageRules; src/test/resources/image-rules.csv holds both to the same answers.

-- The name with everything said that Docker fills in: docker.io/library/busybox:latest for busybox. A digest stays. One
-- registry has one name, however it is spelled: else a rule about it could be walked around.
create or replace function lumaris.canonical_image(p_image text) returns text
language plpgsql immutable as $$
declare
  named constant text := split_part(p_image, '@', 1);
  first constant text := split_part(named, '/', 1);
  has_registry constant boolean := strpos(named, '/') > 0 and (first ~ '[.:]' or first = 'localhost');
  registry constant text := case when has_registry then lumaris.registry_name(first) else 'docker.io' end;
  path constant text := case when has_registry then substr(p_image, length(first) + 2) else p_image end;
begin
  return registry || '/'
    || case when registry = 'docker.io' and strpos(split_part(path, '@', 1), '/') = 0 then 'library/' else '' end
    || case when strpos(p_image, '@') > 0 or named ~ ':[^/]*$' then path else path || ':latest' end;
end $$;

-- Hosts know no upper case, 443 is the port where none is named, and Docker Hub has three names.
create or replace function lumaris.registry_name(p_host text) returns text
language sql immutable as $$
  select regexp_replace(regexp_replace(lower(p_host), ':443$', ''), '^(index|registry-1)\.docker\.io$', 'docker.io')
$$;

-- What a rule about a digest is matched against, without the tag: docker.io/library/busybox@sha256:…
create or replace function lumaris.image_with_digest(p_canonical text, p_digest text) returns text
language sql immutable as $$
  select regexp_replace(split_part(p_canonical, '@', 1), ':[^:/]*$', '') || '@' || p_digest
$$;

create or replace function lumaris.matches(p_text text, p_pattern text) returns boolean
language sql immutable as $$
  select p_text like replace(replace(replace(replace(p_pattern, '\', '\\'), '%', '\%'), '_', '\_'), '*', '%')
$$;

-- Whether a pattern fits an image; null when only its digest will tell, which the node that fetches it looks at. A name
-- with a digest in place of the tag fits "any tag", too.
create or replace function lumaris.image_matches(p_canonical text, p_pattern text) returns boolean
language plpgsql immutable as $$
declare
  named constant text := split_part(p_canonical, '@', 1);
  host constant text := substring(p_pattern from '^[^/]*(?=/)');
  pattern constant text := coalesce(lumaris.registry_name(host) || substr(p_pattern, length(host) + 1), p_pattern);
begin
  if strpos(pattern, '@sha256:') = 0 then
    return lumaris.matches(named, pattern) or strpos(p_canonical, '@') > 0 and lumaris.matches(named || ':', pattern);
  elsif strpos(p_canonical, '@') > 0 then
    return lumaris.matches(lumaris.image_with_digest(p_canonical, split_part(p_canonical, '@', 2)), pattern);
  end if;
  return null;
end $$;

-- The rule that refuses an image: 'deny <pattern>', or 'allow' when there are rules that allow and none fits. Null when no
-- rule does, as far as its name tells. p_rules: {allow, deny}, both optional.
create or replace function lumaris.image_rule_against(p_rules jsonb, p_image text) returns text
language plpgsql immutable as $$
declare
  canonical constant text := lumaris.canonical_image(p_image);
  pattern text;
begin
  for pattern in select * from jsonb_array_elements_text(coalesce(p_rules->'deny', '[]')) loop
    if lumaris.image_matches(canonical, pattern) then
      return 'deny ' || pattern;
    end if;
  end loop;
  if coalesce(p_rules->'allow', '[]') = '[]' then
    return null;
  end if;
  for pattern in select * from jsonb_array_elements_text(p_rules->'allow') loop
    if coalesce(lumaris.image_matches(canonical, pattern), true) then
      return null;
    end if;
  end loop;
  return 'allow';
end $$;

-- The market's rules as {allow, deny}; null when there are none. One reading for a whole call.
create or replace function lumaris.image_rules() returns jsonb
language plpgsql stable as $$
begin
  return (select jsonb_object_agg(effect, patterns)
            from (select effect, jsonb_agg(pattern order by created_at, id) as patterns from lumaris.image_policy group by effect) x);
end $$;

-- What goes with claims: the rules may have been added since those jobs were submitted, and only the node learns of a digest.
create or replace function lumaris.rules_for(p_claims jsonb) returns jsonb
language plpgsql stable as $$
begin
  return case when p_claims <> '[]' then lumaris.image_rules() end;
end $$;

-- Why the market does not take an image; null when it does. p_rules: lumaris.image_rules().
create or replace function lumaris.image_refusal(p_rules jsonb, p_image text) returns text
language plpgsql stable as $$
declare
  rule text;
begin
  if p_rules is null or p_image is null then
    return null;
  end if;
  rule := lumaris.image_rule_against(p_rules, p_image);
  if rule is null then
    return null;
  elsif rule = 'allow' then
    return format('image_not_allowed: the image %s is not allowed on this market, none of its rules allows it; see what it allows with lumaris policy list',
      lumaris.canonical_image(p_image));
  end if;
  return format('image_not_allowed: the image %s is not allowed on this market by the rule "%s"%s; use another image',
    lumaris.canonical_image(p_image), rule,
    (select ' (' || note || ')' from lumaris.image_policy where effect = 'deny' and pattern = substr(rule, 6)));
end $$;

-- What a seller refuses ------------------------------------------------------------------------------------------------

-- The first rule of a seller's that keeps a job from it; null when it takes it. p_filters: lumaris.seller.filters.
create or replace function lumaris.seller_refuses(p_filters jsonb, p_spec jsonb, p_buyer uuid) returns text
language plpgsql immutable as $$
begin
  return case
    when p_filters is null then null
    when (p_spec->>'cpus')::numeric > (p_filters->>'max_cpus')::numeric then 'max_cpus'
    when (p_spec->>'memory_mb')::int > (p_filters->>'max_memory_mb')::int then 'max_memory_mb'
    when (p_spec->>'timeout_s')::int > (p_filters->>'max_timeout_s')::int then 'max_timeout_s'
    when p_filters->'buyers'->'deny' ? p_buyer::text then 'buyers'
    when p_filters ? 'images' and p_spec ? 'image'
      then 'images: ' || lumaris.image_rule_against(p_filters->'images', p_spec->>'image') end;
end $$;

-- Whether it is not the seller's time of day; from a time later than the other it goes over midnight.
create or replace function lumaris.outside_hours(p_filters jsonb) returns boolean
language plpgsql stable as $$
declare
  at constant time := (now() at time zone 'UTC')::time;
  from_time constant time := (p_filters->'hours'->>'from')::time;
  to_time constant time := (p_filters->'hours'->>'to')::time;
begin
  return case
    when from_time is null then false
    when from_time < to_time then at < from_time or at >= to_time
    else at < from_time and at >= to_time end;
end $$;

-- Takes jobs of one queue for a seller that has filters: of the first 500 only, because each has to be read. The steps as
-- lumaris.take_jobs makes them for everybody else. p_queue: a row of lumaris.queue_heads with next_rank.
create or replace function lumaris.filtered_steps(p_seller lumaris.seller, p_queue record, p_limit int) returns jsonb
language plpgsql as $$
declare
  looked_at constant uuid[] := array(
    select j.id from lumaris.job j where j.shape_id = p_queue.shape_id and j.state = 'queued' order by j.rank, j.seq limit 500);
begin
  return (select jsonb_agg(jsonb_build_object('job_id', q.id, 'job_state', 'assigned')) from (
    select id from lumaris.job q
      where q.id = any (looked_at) and q.state = 'queued' and q.rank <= coalesce(p_queue.next_rank, 'infinity')
        and q.payable >= p_queue.least_price and lumaris.is_open(q, p_seller.id)
        and lumaris.seller_refuses(p_seller.filters, q.spec, q.buyer_id) is null
      order by q.rank, q.seq limit p_limit
      for update skip locked) q);
end $$;
