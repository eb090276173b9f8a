{{ filed_and_tabulated('researchers', ref('researchers_filed'), ref('researchers_tabulated')) }}
