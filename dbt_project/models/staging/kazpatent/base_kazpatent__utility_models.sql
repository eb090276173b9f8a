{{ typed_patents(source('raw', 'kazpatent_utility_models')) }}
