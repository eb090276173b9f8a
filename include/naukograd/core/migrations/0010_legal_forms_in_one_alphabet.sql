create or replace function names.in_one_alphabet(name text) returns text
language sql immutable parallel safe
return case
    -- Nearly all names are done here, without being taken apart.
    when name !~ '[A-Za-z]' or name !~ '[А-Яа-яЁёӘәҒғҚқҢңӨөҰұҮүҺһІі]' then normalize(name, nfc)
    else (
        select string_agg(
            case
                when
                    word.parts[1] ~ '[А-Яа-яЁёӘәҒғҚқҢңӨөҰұҮүҺһІі]'
                    -- Legal forms of which every letter has a Latin look-alike.
                    or word.parts[1] in ('AO', 'HAO', 'AOO', 'TOO')
                    then translate(word.parts[1], 'ABCEHKMOPTXYIaceopxyi', 'АВСЕНКМОРТХУІасеорхуі')
                else word.parts[1]
            end || word.parts[2],
            '' order by word.number
        )
        from
            regexp_matches(normalize(name, nfc), '([[:alnum:]]*)([^[:alnum:]]*)', 'g')
            with ordinality as word (parts, number)
    )
end;
comment on function names.in_one_alphabet is
'The name in composed letters, with look-alike Latin letters inside Cyrillic words, and in legal forms beside such words, as Cyrillic ones; other words that are Latin altogether stay.';
