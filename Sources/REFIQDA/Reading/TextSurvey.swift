/// Finds all texts of a project with what is said about positions in them, before anything is decoded.
///
/// How positions are counted can only be seen from the whole project.
struct TextSurvey {
    /// What is known of the text of one element.
    struct Found {
        /// The text of the file; `nil` where it isn't in the archive.
        var text: RawText?
        /// The path of a text that isn't there.
        var path: String?
        var reading = QDAOffsetReading.standard
    }

    private(set) var evidence: [QDAOffsetEvidence] = []
    private var found: [ObjectIdentifier: Found] = [:]

    /// The elements that hold a text.
    static let elements: Set = ["TextSource", "Note", "Representation", "TextDescription", "Transcript"]

    init(_ root: XMLNode, files: inout SourceFiles, forced: QDAOffsetReading?, report: inout QDAReport) {
        var nodes: [XMLNode] = []
        Self.collect(root, into: &nodes)
        var entries: [(ObjectIdentifier, OffsetSurvey.Entry)] = []
        for node in nodes {
            let text = Self.text(of: node, files: &files, report: &report)
            found[ObjectIdentifier(node)] = text
            guard let raw = text.text else { continue }
            entries.append(
                (
                    ObjectIdentifier(node),
                    OffsetSurvey.Entry(
                        element: node.name, guid: node.guid, text: raw, spans: Self.spans(of: node))
                ))
        }
        let survey = OffsetSurvey(entries.map(\.1), forced: forced)
        for (entry, reading) in zip(entries, survey.readings) { found[entry.0]?.reading = reading }
        evidence = survey.evidence
        for found in evidence where found.element != "Project" { Self.report(found, to: &report) }
    }

    /// A choice between readings is always named, and so is one that does not fit.
    private static func report(_ evidence: QDAOffsetEvidence, to report: inout QDAReport) {
        if ![.forced, .onlyOne].contains(evidence.decision) {
            report.add(
                .guessed, evidence.element, evidence.guid, "how positions are counted: \(evidence.summary)")
        }
        if evidence.spans >= 3, evidence.onBoundaries * 2 < evidence.spans {
            report.add(
                .guessed, evidence.element, evidence.guid,
                "only \(evidence.onBoundaries) of \(evidence.spans) spans begin and end where words do; "
                    + "positions may be counted in a way that isn't known")
        }
    }

    subscript(node: XMLNode) -> Found { found[ObjectIdentifier(node)] ?? Found() }

    private static func collect(_ node: XMLNode, into nodes: inout [XMLNode]) {
        if elements.contains(node.name) { nodes.append(node) }
        for child in node.children { collect(child, into: &nodes) }
    }

    private static func spans(of node: XMLNode) -> [RawSpan] {
        node.children.compactMap { child in
            switch child.name {
            case "PlainTextSelection":
                guard let start = child.peek("startPosition").flatMap({ Int($0) }),
                    let end = child.peek("endPosition").flatMap({ Int($0) })
                else { return nil }
                return RawSpan(start: start, end: end, name: child.peek("name"))
            case "SyncPoint":
                return child.peek("position").flatMap { Int($0) }.map { RawSpan(start: $0, end: $0) }
            default: return nil
            }
        }
    }

    /// Takes the text away from its element.
    private static func text(
        of node: XMLNode, files: inout SourceFiles, report: inout QDAReport
    ) -> Found {
        let guid = node.guid
        let content = node.takeFirst("PlainTextContent")?.takeText()
        guard let path = node.take("plainTextPath"), !path.isEmpty else {
            if content == nil {
                report.add(.missing, node.name, guid, "it has neither text nor the path of one")
            }
            return Found(text: content.map { RawText($0) })
        }
        let place = SourcePath(path)
        guard let file = place.take(from: &files) else {
            if content == nil { report.add(.missing, node.name, guid, "its text " + place.absence) }
            return Found(text: content.map { RawText($0) }, path: content == nil ? path : nil)
        }
        if content != nil {
            report.add(
                .discarded, node.name, guid,
                "it has a text in the project file beside one in a file of its own")
        }
        if !place.hasScheme {
            report.add(.changed, node.name, guid, "the path of its text lacks internal://")
        }
        let text = RawText(file.bytes)
        if text.isRepaired {
            report.add(.changed, node.name, guid, "its text is not UTF-8; what can't be read became U+FFFD")
        } else if text.isUTF16 {
            report.add(.changed, node.name, guid, "its text is UTF-16 and should be UTF-8")
        }
        return Found(text: text)
    }
}

/// A path as project files write it (standard §5.4).
struct SourcePath {
    private let text: String
    /// Whether it begins with a scheme, as it should.
    let hasScheme: Bool
    /// The name within the folder of sources; `nil` for what lies outside of the archive.
    private let internalName: String?

    init(_ text: String) {
        self.text = text
        let scheme = text.range(of: "://").map { text[..<$0].lowercased() }
        hasScheme = scheme != nil
        if scheme == nil || scheme == "internal" {
            let rest = scheme == nil ? text[...] : text.dropFirst("internal://".count)
            internalName = String(rest.drop { $0 == "/" })
        } else {
            internalName = nil
        }
    }

    func take(from files: inout SourceFiles) -> (bytes: [UInt8], ending: String)? {
        internalName.flatMap { files.take($0) }
    }

    /// Why there is no such file, as the end of a sentence.
    var absence: String {
        internalName == nil
            ? "lies outside of the archive, from where nothing is read" : "is not in the archive"
    }
}

extension StringProtocol {
    /// The place of the first occurrence of an ASCII text.
    fileprivate func range(of text: String) -> Index? {
        indices.first { self[$0...].hasPrefix(text) }
    }
}

extension XMLNode {
    /// The identifier, if the element has one that can be read.
    var guid: QDAGUID? { peek("guid").flatMap { QDAGUID($0) } }
}
