{{ readable_patents(ref('base_kazpatent__utility_models')) }}
