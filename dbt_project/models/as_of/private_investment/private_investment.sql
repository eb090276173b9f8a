{{ filed_and_tabulated(
    'private_investment',
    ref('private_investment_filed'),
    ref('private_investment_tabulated')
) }}
