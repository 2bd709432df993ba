extension NodeDecoder {
    static let sourceElements: Set = [
        "TextSource", "PDFSource", "PictureSource", "AudioSource", "VideoSource",
    ]

    func source(_ node: XMLNode) -> QDASource {
        let guid = identity(of: node)
        defer { finish(node, guid) }
        return QDASource(
            guid: guid, name: node.take("name"), description: description(of: node, guid),
            stamp: stamp(of: node, guid), content: content(of: node, guid), codings: codings(of: node, guid),
            noteRefs: references("NoteRef", of: node, guid), values: values(of: node, guid))
    }

    private func content(of node: XMLNode, _ guid: QDAGUID) -> QDASource.Content {
        switch node.name {
        case "PDFSource":
            .pdf(
                QDAPDF(
                    file: file(of: node, guid),
                    selections: node.takeAll("PDFSelection").compactMap { region($0) },
                    representation: node.takeFirst("Representation").map { note($0) }))
        case "PictureSource":
            .picture(
                QDAPicture(
                    file: file(of: node, guid),
                    selections: node.takeAll("PictureSelection").compactMap { region($0) },
                    textDescription: node.takeFirst("TextDescription").map { note($0) }))
        case "AudioSource": .audio(recording(node, "AudioSelection", guid))
        case "VideoSource": .video(recording(node, "VideoSelection", guid))
        default: .text(body(of: node, guid))
        }
    }

    private func recording(_ node: XMLNode, _ selection: String, _ guid: QDAGUID) -> QDARecording {
        QDARecording(
            file: file(of: node, guid), transcripts: node.takeAll("Transcript").map { transcript($0) },
            selections: node.takeAll(selection).compactMap { region($0) })
    }

    private func file(of node: XMLNode, _ guid: QDAGUID) -> QDAFile? {
        let current = node.take("currentPath")
        guard let path = node.take("path"), !path.isEmpty else {
            report.add(.missing, node.name, guid, "it has no path of a file")
            return current.map { QDAFile(elsewhere: nil, currentPath: $0) }
        }
        return file(path: path, currentPath: current, "file", node, guid)
    }

    private func region(_ node: XMLNode) -> QDARegionSelection? {
        let guid = identity(of: node)
        let place: QDARegion? =
            switch node.name {
            case "PDFSelection":
                number("page", of: node, guid).flatMap { page in
                    rectangle(node, guid).map { .page(page, $0) }
                }
            case "PictureSelection": rectangle(node, guid).map { .picture($0) }
            default: stretch(node, guid)
            }
        guard let place else {
            report.add(
                .discarded, node.name, guid,
                "its place can't be read; \(node.descendants) elements in it went with it")
            return nil
        }
        defer { finish(node, guid) }
        return QDARegionSelection(
            guid: guid, region: place, name: node.take("name"), description: description(of: node, guid),
            stamp: stamp(of: node, guid), codings: codings(of: node, guid),
            noteRefs: references("NoteRef", of: node, guid),
            representation: node.name == "PDFSelection"
                ? node.takeFirst("Representation").map { note($0) } : nil)
    }

    private func rectangle(_ node: XMLNode, _ guid: QDAGUID) -> QDARectangle? {
        guard let firstX = number("firstX", of: node, guid), let firstY = number("firstY", of: node, guid),
            let secondX = number("secondX", of: node, guid), let secondY = number("secondY", of: node, guid)
        else { return nil }
        return QDARectangle(firstX: firstX, firstY: firstY, secondX: secondX, secondY: secondY)
    }

    private func stretch(_ node: XMLNode, _ guid: QDAGUID) -> QDARegion? {
        guard let begin = number("begin", of: node, guid), let end = number("end", of: node, guid) else {
            return nil
        }
        return .time(begin: begin, end: end)
    }

    // MARK: - Links and graphs

    func link(_ node: XMLNode) -> QDALink {
        let guid = identity(of: node)
        defer { finish(node, guid) }
        return QDALink(
            guid: guid, name: node.take("name"), direction: choice("direction", of: node, guid),
            colour: colour(of: node, guid), origin: reference("originGUID", of: node, guid),
            target: reference("targetGUID", of: node, guid), noteRefs: references("NoteRef", of: node, guid))
    }

    func graph(_ node: XMLNode) -> QDAGraph {
        let guid = identity(of: node)
        defer { finish(node, guid) }
        return QDAGraph(
            guid: guid, name: node.take("name"), vertices: node.takeAll("Vertex").compactMap { vertex($0) },
            edges: node.takeAll("Edge").compactMap { edge($0) })
    }

    private func vertex(_ node: XMLNode) -> QDAVertex? {
        let guid = identity(of: node)
        guard let firstX = number("firstX", of: node, guid), let firstY = number("firstY", of: node, guid)
        else {
            report.add(.discarded, node.name, guid, "it has no place")
            return nil
        }
        defer { finish(node, guid) }
        return QDAVertex(
            guid: guid, represented: reference("representedGUID", of: node, guid), name: node.take("name"),
            firstX: firstX, firstY: firstY, secondX: number("secondX", of: node, guid),
            secondY: number("secondY", of: node, guid), shape: choice("shape", of: node, guid),
            colour: colour(of: node, guid))
    }

    private func edge(_ node: XMLNode) -> QDAEdge? {
        let guid = identity(of: node)
        guard let source = reference("sourceVertex", of: node, guid),
            let target = reference("targetVertex", of: node, guid)
        else {
            report.add(.discarded, node.name, guid, "it does not join two boxes")
            return nil
        }
        defer { finish(node, guid) }
        return QDAEdge(
            guid: guid, represented: reference("representedGUID", of: node, guid), name: node.take("name"),
            source: source, target: target, colour: colour(of: node, guid),
            direction: choice("direction", of: node, guid), style: choice("lineStyle", of: node, guid))
    }
}
