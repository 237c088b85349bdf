-- A seller's name: two words chosen by its id, so that it is the same everywhere; a suffix when somebody has it already.

create or replace function lumaris.name_of(p_id uuid) returns text
language plpgsql immutable as $$
declare
  adjectives constant text[] := '{amber,azure,bold,brave,bright,brisk,bronze,calm,clever,copper,coral,cosmic,crimson,crisp,
    daring,dusky,eager,early,fair,fleet,gentle,golden,grand,happy,hardy,hazel,honest,humble,indigo,ivory,jade,jolly,
    keen,kind,lively,loyal,lucid,lunar,mellow,merry,mighty,misty,noble,olive,patient,placid,polar,proud,quick,quiet,
    rapid,ruby,rustic,scarlet,serene,sharp,silent,silver,solar,steady,sunny,swift,tidy,vivid}';
  animals constant text[] := '{badger,bear,beaver,bee,bison,bobcat,camel,cat,condor,crane,crow,deer,dingo,dolphin,eagle,elk,
    falcon,ferret,finch,fox,gecko,gibbon,goat,goose,hare,hawk,hedgehog,heron,horse,ibex,ibis,jackal,jaguar,kestrel,
    koala,lark,lemur,leopard,lion,llama,lynx,marmot,marten,mole,moose,newt,ocelot,orca,osprey,otter,owl,panda,
    panther,puffin,puma,raven,robin,seal,shrew,stork,swan,tiger,turtle,wolf}';
  digest constant bytea := decode(md5(p_id::text), 'hex');
begin
  return adjectives[1 + get_byte(digest, 0) % cardinality(adjectives)] || '-'
      || animals[1 + get_byte(digest, 1) % cardinality(animals)];
end $$;

-- Longer suffixes until one is free; the whole digest is as unique as the id.
create or replace function lumaris.free_name(p_id uuid) returns text
language plpgsql stable as $$
declare
  base constant text := lumaris.name_of(p_id);
  candidate text;
begin
  foreach candidate in array array[base, base || '-' || left(md5(p_id::text), 2), base || '-' || left(md5(p_id::text), 6)]
  loop
    if not exists (select 1 from lumaris.seller where name = candidate) then
      return candidate;
    end if;
  end loop;
  return base || '-' || md5(p_id::text);
end $$;
