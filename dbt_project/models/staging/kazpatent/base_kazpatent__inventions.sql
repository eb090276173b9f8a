{{ typed_patents(source('raw', 'kazpatent_inventions')) }}
