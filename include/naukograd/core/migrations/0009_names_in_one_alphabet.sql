create schema names;
comment on schema names is 'What is done to names before anybody reads them.';

create function names.in_one_alphabet(name text) returns text
language sql immutable parallel safe
return (
    select string_agg(
        case
            when word.parts[1] ~ '[А-Яа-яЁёӘәҒғҚқҢңӨөҰұҮүҺһІі]'
                then translate(word.parts[1], 'ABCEHKMOPTXYIaceopxyi', 'АВСЕНКМОРТХУІасеорхуі')
            else word.parts[1]
        end || word.parts[2],
        '' order by word.number
    )
    from regexp_matches(normalize(name, nfc), '([[:alnum:]]*)([^[:alnum:]]*)', 'g') with ordinality as word (parts, number)
);
comment on function names.in_one_alphabet is
'The name in composed letters, with look-alike Latin letters inside Cyrillic words as Cyrillic ones; words that are Latin altogether stay.';
