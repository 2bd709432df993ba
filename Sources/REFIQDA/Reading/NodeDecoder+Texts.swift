extension NodeDecoder {
    func note(_ node: XMLNode) -> QDATextSource {
        let guid = identity(of: node)
        defer { finish(node, guid) }
        return QDATextSource(
            guid: guid, name: node.take("name"), description: description(of: node, guid),
            stamp: stamp(of: node, guid), body: body(of: node, guid), codings: codings(of: node, guid),
            noteRefs: references("NoteRef", of: node, guid), values: values(of: node, guid))
    }

    /// The text of an element and its selections, the spans counted in the normalised text.
    func body(of node: XMLNode, _ guid: QDAGUID) -> QDAText {
        let found = texts?[node] ?? TextSurvey.Found()
        let rich = node.take("richTextPath").flatMap { file(path: $0, "formatted text", node, guid) }
        // A transcript has selections of another kind.
        let selections = node.name == "Transcript" ? [] : node.takeAll("PlainTextSelection")
        let spans = selections.map { RawSpan($0) }
        let map = found.text.map { text in
            OffsetMap(
                text, reading: found.reading, offsets: spans.compactMap { $0 }.flatMap { [$0.start, $0.end] })
        }
        return QDAText(
            found.text?.normalisedText, path: found.path, richText: rich,
            selections: zip(selections, spans).map { selection($0, $1, map) })
    }

    private func selection(_ node: XMLNode, _ raw: RawSpan?, _ map: OffsetMap?) -> QDASelection {
        let guid = identity(of: node)
        defer { finish(node, guid) }
        _ = (node.take("startPosition"), node.take("endPosition"))
        return QDASelection(
            guid: guid, span: span(raw, map, node, guid), name: node.take("name"),
            description: description(of: node, guid), stamp: stamp(of: node, guid),
            codings: codings(of: node, guid), noteRefs: references("NoteRef", of: node, guid))
    }

    private func span(_ raw: RawSpan?, _ map: OffsetMap?, _ node: XMLNode, _ guid: QDAGUID) -> Range<Int> {
        guard let raw else {
            report.add(
                .outside, node.name, guid, "its position can't be read; it is empty at the beginning here")
            return 0..<0
        }
        if raw.end < raw.start {
            report.add(.changed, node.name, guid, "it ends before it begins; the two were exchanged")
        }
        let (start, end) = (min(raw.start, raw.end), max(raw.start, raw.end))
        guard let map else { return span(withoutText: start, end, node, guid) }
        let (first, last) = (map[start], map[end])
        let lower = first.index
        let upper = max(lower, last.isInsideScalar && start != end ? last.index + 1 : last.index)
        if first.isOutside || last.isOutside {
            report.add(
                .outside, node.name, guid,
                "positions \(start) to \(end) are not all in its text; it is \(lower) to \(upper) here")
        } else if !first.isExact || !last.isExact {
            report.add(
                .changed, node.name, guid, "it begins or ends inside of a character or line end; it was moved"
            )
        }
        return lower..<upper
    }

    /// Without a text the numbers stay as they are, as long as they are positions at all.
    private func span(withoutText start: Int, _ end: Int, _ node: XMLNode, _ guid: QDAGUID) -> Range<Int> {
        report.add(.missing, node.name, guid, "its text isn't here; its position is as in the file")
        guard start >= 0 else {
            report.add(.outside, node.name, guid, "its position is before the beginning of any text")
            return 0..<max(0, end)
        }
        return start..<end
    }

    func codings(of node: XMLNode, _ owner: QDAGUID) -> [QDACoding] {
        node.takeAll("Coding").compactMap { coding in
            let guid = identity(of: coding)
            defer { finish(coding, guid) }
            let codes = references("CodeRef", of: coding, guid)
            guard let code = codes.first else {
                report.add(.discarded, coding.name, guid, "it names no code")
                return nil
            }
            if codes.count > 1 {
                report.add(
                    .discarded, coding.name, guid, "it names \(codes.count) codes; only the first was taken")
            }
            return QDACoding(
                guid: guid, code: code, creator: reference("creatingUser", of: coding, guid),
                created: moment("creationDateTime", of: coding, guid),
                noteRefs: references("NoteRef", of: coding, guid))
        }
    }

    func transcript(_ node: XMLNode) -> QDATranscript {
        let guid = identity(of: node)
        defer { finish(node, guid) }
        let found = texts?[node] ?? TextSurvey.Found()
        let points = node.takeAll("SyncPoint")
        let map = found.text.map { text in
            OffsetMap(
                text, reading: found.reading,
                offsets: points.compactMap { $0.peek("position").flatMap { Int($0) } })
        }
        return QDATranscript(
            guid: guid, name: node.take("name"), description: description(of: node, guid),
            stamp: stamp(of: node, guid), body: body(of: node, guid),
            syncPoints: points.map { syncPoint($0, map) },
            selections: node.takeAll("TranscriptSelection").map { transcriptSelection($0) },
            noteRefs: references("NoteRef", of: node, guid))
    }

    private func syncPoint(_ node: XMLNode, _ map: OffsetMap?) -> QDASyncPoint {
        let guid = identity(of: node)
        defer { finish(node, guid) }
        var position = number("position", of: node, guid)
        if let raw = position, let place = map?[raw] {
            position = place.index
            if !place.isExact {
                report.add(
                    place.isOutside ? .outside : .changed, node.name, guid,
                    "position \(raw) is not between two characters of its text; it is \(place.index) here")
            }
        }
        return QDASyncPoint(
            guid: guid, milliseconds: number("timeStamp", of: node, guid), position: position)
    }

    private func transcriptSelection(_ node: XMLNode) -> QDATranscriptSelection {
        let guid = identity(of: node)
        defer { finish(node, guid) }
        return QDATranscriptSelection(
            guid: guid, from: reference("fromSyncPoint", of: node, guid),
            to: reference("toSyncPoint", of: node, guid), name: node.take("name"),
            description: description(of: node, guid), stamp: stamp(of: node, guid),
            codings: codings(of: node, guid), noteRefs: references("NoteRef", of: node, guid))
    }

    /// The file of a path; what isn't in the archive is reported and keeps its path.
    func file(
        path: String, currentPath: String? = nil, _ what: String, _ node: XMLNode, _ guid: QDAGUID
    ) -> QDAFile? {
        guard !path.isEmpty else { return nil }
        let place = SourcePath(path)
        guard let file = place.take(from: &files) else {
            report.add(.missing, node.name, guid, "its \(what) " + place.absence)
            return QDAFile(elsewhere: path, currentPath: currentPath)
        }
        if !place.hasScheme {
            report.add(.changed, node.name, guid, "the path of its \(what) lacks internal://")
        }
        return QDAFile(file.bytes, ending: file.ending, currentPath: currentPath)
    }
}

extension RawSpan {
    /// The span of a selection, if it has one that can be read.
    fileprivate init?(_ node: XMLNode) {
        guard let start = node.peek("startPosition").flatMap({ Int($0.trimmed) }),
            let end = node.peek("endPosition").flatMap({ Int($0.trimmed) })
        else { return nil }
        self.init(start: start, end: end)
    }
}
