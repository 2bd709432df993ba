import CXml2

/// Reads a whole XML file, as UTF-8, through libxml2's text reader.
///
/// A file with a document type declaration is refused before libxml2 sees it, so there are no entities but
/// the five of XML itself; nothing is loaded from elsewhere; libxml2's own limits on depth (256) and on one
/// text (10 MB) stay on.
enum XMLTree {
    private static let isReady: Void = xmlInitParser()

    /// - Returns: The root element.
    static func root(of bytes: [UInt8], limits: QDALimits) throws(QDAError) -> XMLNode {
        _ = isReady
        guard bytes.count <= limits.xmlBytes else { throw .limitExceeded(.xmlBytes, limit: limits.xmlBytes) }
        guard String(validating: bytes, as: UTF8.self) != nil, !bytes.contains(0) else { throw .xmlNotUTF8 }
        if Prolog.declaresType(bytes) { throw .xmlDeclaresType }
        return try bytes.withUnsafeBufferPointer { (buffer) throws(QDAError) -> XMLNode in
            let options = XML_PARSE_NONET.rawValue | XML_PARSE_NOERROR.rawValue | XML_PARSE_NOWARNING.rawValue
            let reader = buffer.withMemoryRebound(to: CChar.self) {
                // The encoding is stated here, so that one that the file declares is not believed.
                xmlReaderForMemory($0.baseAddress, Int32(clamping: $0.count), nil, "UTF-8", Int32(options))
            }
            guard let reader else { throw .xmlDamaged(line: 1) }
            defer { xmlFreeTextReader(reader) }
            // Some errors are printed in spite of the options, with the text around them.
            xmlTextReaderSetStructuredErrorHandler(reader, { _, _ in }, nil)
            var builder = XMLTreeBuilder(reader: reader, limits: limits)
            return try builder.root()
        }
    }
}

private struct XMLTreeBuilder {
    let reader: OpaquePointer
    let limits: QDALimits
    var open: [XMLNode] = []
    var found: XMLNode?
    var count = 0

    mutating func root() throws(QDAError) -> XMLNode {
        while true {
            let status = xmlTextReaderRead(reader)
            guard status == 1 else {
                if status == 0, let found, open.isEmpty { return found }
                throw .xmlDamaged(line: line)
            }
            switch xmlTextReaderNodeType(reader) {
            case 1: try start()
            case 3, 4, 13, 14: open.last?.append(text: string(xmlTextReaderConstValue(reader)))
            case 15: open.removeLast()
            case 5, 10: throw .xmlDeclaresType
            default: continue
            }
        }
    }

    private var line: Int { Int(max(1, xmlTextReaderGetParserLineNumber(reader))) }

    private mutating func start() throws(QDAError) {
        let isEmpty = xmlTextReaderIsEmptyElement(reader) == 1
        let name = string(xmlTextReaderConstLocalName(reader))
        let node = XMLNode(name: name, line: line, attributes: attributes())
        count += 1 + node.attributes.count
        guard count <= limits.elements else { throw .limitExceeded(.elements, limit: limits.elements) }
        guard open.count < limits.depth else { throw .limitExceeded(.depth, limit: limits.depth) }
        if let parent = open.last { parent.append(node) } else { found = node }
        if !isEmpty { open.append(node) }
    }

    /// All but namespace declarations and what only helps validators.
    private func attributes() -> [(name: String, value: String)] {
        var result: [(String, String)] = []
        while xmlTextReaderMoveToNextAttribute(reader) == 1 {
            let space = string(xmlTextReaderConstNamespaceUri(reader))
            if space == "http://www.w3.org/2000/xmlns/"
                || space == "http://www.w3.org/2001/XMLSchema-instance"
            {
                continue
            }
            result.append(
                (string(xmlTextReaderConstLocalName(reader)), string(xmlTextReaderConstValue(reader))))
        }
        xmlTextReaderMoveToElement(reader)
        return result
    }

    private func string(_ text: UnsafePointer<xmlChar>?) -> String {
        guard let text else { return "" }
        return String(decoding: UnsafeBufferPointer(start: text, count: Int(xmlStrlen(text))), as: UTF8.self)
    }
}

/// What comes before the root element.
private struct Prolog {
    private var rest: ArraySlice<UInt8>

    /// Whether a document type declaration stands there; it is well formed nowhere else.
    static func declaresType(_ bytes: [UInt8]) -> Bool {
        var prolog = Prolog(rest: bytes[...])
        _ = prolog.skip("\u{FEFF}")
        while true {
            prolog.rest = prolog.rest.drop { [9, 10, 13, 32].contains($0) }
            if prolog.skip("<?") {
                guard prolog.skip(past: "?>") else { return false }
            } else if prolog.skip("<!--") {
                guard prolog.skip(past: "-->") else { return false }
            } else {
                return prolog.skip("<!")
            }
        }
    }

    private mutating func skip(_ text: String) -> Bool {
        guard rest.starts(with: text.utf8) else { return false }
        rest = rest.dropFirst(text.utf8.count)
        return true
    }

    private mutating func skip(past text: String) -> Bool {
        let wanted = Array(text.utf8)
        while !rest.isEmpty {
            if rest.first == wanted[0], skip(text) { return true }
            rest = rest.dropFirst()
        }
        return false
    }
}
