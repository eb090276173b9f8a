{{ readable_patents(ref('base_kazpatent__inventions')) }}
