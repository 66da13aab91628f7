internal import CGDAL

/// What a workbook says of its sheets that GDAL does not.
enum Workbook {
  /// The names of the sheets that are hidden.
  static func hiddenSheets(path: String) -> Set<String> {
    GDALMessages.collecting { _ in
      guard let tree = CPLParseXMLFile("/vsizip/{\(path)}/xl/workbook.xml") else { return [] }
      defer { CPLDestroyXMLNode(tree) }
      CPLStripXMLNamespace(tree, nil, 1)
      var hidden: Set<String> = []
      var sheet = CPLGetXMLNode(tree, "=workbook.sheets").flatMap { $0.pointee.psChild }
      while let node = sheet {
        if let state = CPLGetXMLValue(node, "state", nil), String(cString: state) != "visible",
          let name = CPLGetXMLValue(node, "name", nil)
        {
          hidden.insert(String(cString: name))
        }
        sheet = node.pointee.psNext
      }
      return hidden
    }
  }
}
