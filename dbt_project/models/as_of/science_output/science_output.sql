{{ filed_and_tabulated('science_output', ref('science_output_filed'), ref('science_output_tabulated')) }}
