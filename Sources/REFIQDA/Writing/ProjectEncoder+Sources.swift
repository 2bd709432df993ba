extension ProjectEncoder {
    mutating func write(_ source: QDASource, _ xml: inout XMLWriter) throws(QDAError) {
        switch source.content {
        case .text(let text):
            let whole = QDATextSource(
                guid: source.guid, name: source.name, description: source.description, stamp: source.stamp,
                body: text, codings: source.codings, noteRefs: source.noteRefs, values: source.values)
            try write(whole, "TextSource", &xml)
        case .pdf(let pdf):
            try write(source, "PDFSource", pdf.file, &xml) { (encoder, xml) throws(QDAError) in
                try encoder.write(pdf.selections, "PDFSelection", &xml)
                if let text = pdf.representation { try encoder.write(text, "Representation", &xml) }
            }
        case .picture(let picture):
            try write(source, "PictureSource", picture.file, &xml) { (encoder, xml) throws(QDAError) in
                if let text = picture.textDescription { try encoder.write(text, "TextDescription", &xml) }
                try encoder.write(picture.selections, "PictureSelection", &xml)
            }
        case .audio(let recording): try write(source, "AudioSource", recording, "AudioSelection", &xml)
        case .video(let recording): try write(source, "VideoSource", recording, "VideoSelection", &xml)
        }
    }

    private mutating func write(
        _ source: QDASource, _ name: StaticString, _ recording: QDARecording, _ selection: StaticString,
        _ xml: inout XMLWriter
    ) throws(QDAError) {
        try write(source, name, recording.file, &xml) { (encoder, xml) throws(QDAError) in
            for transcript in recording.transcripts { try encoder.write(transcript, &xml) }
            try encoder.write(recording.selections, selection, &xml)
        }
    }

    /// A source that is a file: what all have in common, and `content` in between.
    private mutating func write(
        _ source: QDASource, _ name: StaticString, _ file: QDAFile?, _ xml: inout XMLWriter,
        content: (inout ProjectEncoder, inout XMLWriter) throws(QDAError) -> Void
    ) throws(QDAError) {
        let path = try path(of: file, source.guid)
        let attributes: Attributes =
            [
                ("guid", source.guid.description), ("name", source.name), ("path", path),
                ("currentPath", file?.currentPath),
            ] + Self.stamp(source.stamp)
        try xml.element(name, attributes) { (xml) throws(QDAError) in
            xml.text("Description", source.description)
            try content(&self, &xml)
            try Self.codings(source.codings, &xml)
            Self.references("NoteRef", source.noteRefs, &xml)
            try Self.values(source.values, &xml)
        }
    }

    mutating func write(
        _ source: QDATextSource, _ name: StaticString, _ xml: inout XMLWriter
    ) throws(QDAError) {
        let attributes: Attributes =
            try [("guid", source.guid.description), ("name", source.name)]
            + paths(of: source.body, source.guid)
            + Self.stamp(source.stamp)
        try xml.element(name, attributes) { (xml) throws(QDAError) in
            xml.text("Description", source.description)
            try write(source.body, &xml)
            try Self.codings(source.codings, &xml)
            Self.references("NoteRef", source.noteRefs, &xml)
            try Self.values(source.values, &xml)
        }
    }

    private func write(_ body: QDAText, _ xml: inout XMLWriter) throws(QDAError) {
        let positions = body.selections.flatMap { [$0.span.lowerBound, $0.span.upperBound] }
        let offsets = body.text.map { text.offsets(of: positions, in: $0) }
        for selection in body.selections {
            guard let start = Self.offset(selection.span.lowerBound, offsets),
                let end = Self.offset(selection.span.upperBound, offsets)
            else { throw .spanOutsideText(selection.guid) }
            let attributes: Attributes =
                [
                    ("guid", selection.guid.description), ("name", selection.name),
                    ("startPosition", String(start)), ("endPosition", String(end)),
                ] + Self.stamp(selection.stamp)
            try xml.element("PlainTextSelection", attributes) { (xml) throws(QDAError) in
                xml.text("Description", selection.description)
                try Self.codings(selection.codings, &xml)
                Self.references("NoteRef", selection.noteRefs, &xml)
            }
        }
    }

    /// A position as it is written; without a text, as it is.
    private static func offset(_ position: Int, _ offsets: [Int: Int]?) -> Int? {
        guard let offsets else { return position >= 0 ? position : nil }
        return offsets[position]
    }

    private mutating func write(_ transcript: QDATranscript, _ xml: inout XMLWriter) throws(QDAError) {
        let attributes: Attributes =
            try [("guid", transcript.guid.description), ("name", transcript.name)]
            + paths(of: transcript.body, transcript.guid) + Self.stamp(transcript.stamp)
        let offsets = transcript.body.text.map {
            text.offsets(of: transcript.syncPoints.compactMap(\.position), in: $0)
        }
        try xml.element("Transcript", attributes) { (xml) throws(QDAError) in
            xml.text("Description", transcript.description)
            for point in transcript.syncPoints {
                var position: Int?
                if let wanted = point.position {
                    position = Self.offset(wanted, offsets)
                    guard position != nil else { throw .spanOutsideText(point.guid) }
                }
                xml.empty(
                    "SyncPoint",
                    [
                        ("guid", point.guid.description), ("timeStamp", point.milliseconds.map(String.init)),
                        ("position", position.map(String.init)),
                    ])
            }
            for selection in transcript.selections { try Self.transcriptSelection(selection, &xml) }
            Self.references("NoteRef", transcript.noteRefs, &xml)
        }
    }

    private static func transcriptSelection(
        _ selection: QDATranscriptSelection, _ xml: inout XMLWriter
    ) throws(QDAError) {
        let attributes: Attributes =
            [
                ("guid", selection.guid.description), ("name", selection.name),
                ("fromSyncPoint", selection.from?.description), ("toSyncPoint", selection.to?.description),
            ] + stamp(selection.stamp)
        try xml.element("TranscriptSelection", attributes) { (xml) throws(QDAError) in
            xml.text("Description", selection.description)
            try codings(selection.codings, &xml)
            references("NoteRef", selection.noteRefs, &xml)
        }
    }

    private mutating func write(
        _ selections: [QDARegionSelection], _ name: StaticString, _ xml: inout XMLWriter
    ) throws(QDAError) {
        for selection in selections {
            let attributes: Attributes =
                [("guid", selection.guid.description), ("name", selection.name)]
                + Self.place(selection.region) + Self.stamp(selection.stamp)
            try xml.element(name, attributes) { (xml) throws(QDAError) in
                xml.text("Description", selection.description)
                if let text = selection.representation { try write(text, "Representation", &xml) }
                try Self.codings(selection.codings, &xml)
                Self.references("NoteRef", selection.noteRefs, &xml)
            }
        }
    }

    private static func place(_ region: QDARegion) -> Attributes {
        switch region {
        case .page(let page, let corners): [("page", String(page))] + place(corners)
        case .picture(let corners): place(corners)
        case .time(let begin, let end): [("begin", String(begin)), ("end", String(end))]
        }
    }

    private static func place(_ corners: QDARectangle) -> Attributes {
        [
            ("firstX", String(corners.firstX)), ("firstY", String(corners.firstY)),
            ("secondX", String(corners.secondX)), ("secondY", String(corners.secondY)),
        ]
    }
}
