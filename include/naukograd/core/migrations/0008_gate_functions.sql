create schema gate;
comment on schema gate is 'What several suites of checks ask of a text.';

create function gate.is_spoiled(name text) returns boolean
language sql immutable parallel safe
return name ~ '[ЂЃѓЉЊЌЋЏђљњќћџЎўЈҐЄЇґєѕЅјÐÑ¤¦§©¬®±µ¶·†‡‰€™›‹�]|[À-ÿ]{3}|\?{2}|;\s*--|''\s*\)|</?[A-Za-z]+>|\y(drop|delete|insert|update|select)\s+(table|from|into)';
comment on function gate.is_spoiled is
'Whether a name was read in another encoding than it was written in, or carries markup or SQL.';

create function gate.begins_like_a_formula(cell text) returns boolean
language sql immutable parallel safe
return cell ~ '^\s*[=+@-]';
comment on function gate.begins_like_a_formula is
'Whether a spreadsheet would run the text: what is exported again must not.';

create function gate.letters(name text) returns text
language sql immutable parallel safe
return lower(regexp_replace(translate(name, 'ABCEHKMOPTXYIaceopxyi', 'АВСЕНКМОРТХУІасеорхуі'), '[^[:alnum:]]', '', 'g'));
comment on function gate.letters is
'Letters and digits of a name alone, small, look-alike Latin letters as Cyrillic: what is equal so is one name.';
