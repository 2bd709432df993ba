extension ExportForm {
    mutating func source(_ source: QDASource) -> QDASource {
        var result = source
        let guid = source.guid
        result.name = cleaned(source.name, "Source", guid)
        result.description = cleaned(source.description, "Source", guid)
        result.stamp = dated(source.stamp, else: nil, "Source", guid)
        let moment = result.stamp.created
        result.codings = codings(source.codings, else: moment)
        result.values = values(source.values, guid)
        switch source.content {
        case .text(let text): result.content = .text(body(text, guid, moment))
        case .pdf(var pdf):
            pdf.file = file(pdf.file, "PDFSource", guid)
            pdf.selections = regions(pdf.selections, "PDFSelection", moment)
            pdf.representation = pdf.representation.map { text($0, "Representation") }
            result.content = .pdf(pdf)
        case .picture(var picture):
            picture.file = file(picture.file, "PictureSource", guid)
            picture.selections = regions(picture.selections, "PictureSelection", moment)
            picture.textDescription = picture.textDescription.map { text($0, "TextDescription") }
            result.content = .picture(picture)
        case .audio(let recording): result.content = .audio(form(recording, "AudioSource", guid, moment))
        case .video(let recording): result.content = .video(form(recording, "VideoSource", guid, moment))
        }
        return result
    }

    mutating func text(_ source: QDATextSource, _ element: String) -> QDATextSource {
        var result = source
        result.name = cleaned(source.name, element, source.guid)
        result.description = cleaned(source.description, element, source.guid)
        result.stamp = dated(source.stamp, else: nil, element, source.guid)
        result.body = body(source.body, source.guid, result.stamp.created)
        result.codings = codings(source.codings, else: result.stamp.created)
        result.values = values(source.values, source.guid)
        return result
    }

    private mutating func body(_ text: QDAText, _ guid: QDAGUID, _ moment: QDADateTime?) -> QDAText {
        var result = text
        if text.text == nil {
            report.add(.missing, "PlainTextContent", guid, "its text isn't here and can't be written")
        } else if text.path != nil {
            result.path = nil
            report.add(
                .discarded, "plainTextPath", guid,
                "its text is here, so that its path elsewhere is not needed")
        }
        result.path = cleaned(result.path, "plainTextPath", guid)
        result.richText = richText(text.richText, guid)
        result.selections = text.selections.flatMap { parts(of: selection($0, moment)) }
        return result
    }

    /// ATLAS.ti rejects a project in which a formatted text is no `.docx`.
    private mutating func richText(_ file: QDAFile?, _ guid: QDAGUID) -> QDAFile? {
        guard var file else { return nil }
        if file.bytes != nil, file.ending.lowercased() != "docx" {
            report.add(.discarded, "richTextPath", guid, "only a .docx can be a formatted text")
            return nil
        }
        if file.currentPath != nil {
            file.currentPath = nil
            report.add(.discarded, "currentPath", guid, "a formatted text can't have one")
        }
        return self.file(file, "richTextPath", guid)
    }

    private mutating func file(_ file: QDAFile?, _ element: String, _ guid: QDAGUID) -> QDAFile? {
        guard var file else { return nil }
        file.currentPath = cleaned(file.currentPath, element, guid)
        guard file.bytes != nil else {
            file.path = cleaned(file.path, element, guid)
            report.add(.missing, element, guid, "its file isn't here; only its path is written")
            file.ending = ""
            // A file of which nothing is known is no file.
            return file.path == nil && file.currentPath == nil ? nil : file
        }
        if file.path != nil {
            file.path = nil
            report.add(
                .discarded, element, guid, "its file is here, so that its path elsewhere is not needed")
        }
        let ending = SourceFiles.ending(of: "." + file.ending)
        if ending != file.ending {
            report.add(.changed, element, guid, "the ending of its file's name is none that can be written")
            file.ending = ending
        }
        return file
    }

    private mutating func form(
        _ recording: QDARecording, _ element: String, _ guid: QDAGUID, _ moment: QDADateTime?
    ) -> QDARecording {
        var result = recording
        result.file = file(recording.file, element, guid)
        result.selections = regions(
            recording.selections, element == "AudioSource" ? "AudioSelection" : "VideoSelection", moment)
        result.transcripts = recording.transcripts.map { transcript($0) }
        return result
    }

    private mutating func transcript(_ transcript: QDATranscript) -> QDATranscript {
        var result = transcript
        result.name = cleaned(transcript.name, "Transcript", transcript.guid)
        result.description = cleaned(transcript.description, "Transcript", transcript.guid)
        result.stamp = dated(transcript.stamp, else: nil, "Transcript", transcript.guid)
        for selection in transcript.body.selections {
            report.add(.discarded, "PlainTextSelection", selection.guid, "a transcript can't have one")
        }
        result.body.selections = []
        result.body = body(result.body, transcript.guid, result.stamp.created)
        result.selections = transcript.selections.map { selection in
            var result = selection
            let notes = selection.noteRefs + selection.codings.flatMap(\.noteRefs)
            result.name = cleaned(selection.name, "TranscriptSelection", selection.guid)
            result.description = described(
                selection.description, by: notes, "TranscriptSelection", selection.guid)
            result.stamp = dated(selection.stamp, else: nil, "TranscriptSelection", selection.guid)
            result.codings = codings(selection.codings, else: result.stamp.created)
            return result
        }
        return result
    }

    private mutating func regions(
        _ selections: [QDARegionSelection], _ element: String, _ moment: QDADateTime?
    ) -> [QDARegionSelection] {
        selections.compactMap { selection in
            guard selection.region.element(element) else {
                report.add(
                    .discarded, element, selection.guid, "its place is of a kind that this source can't have")
                return nil
            }
            var result = selection
            let notes = selection.noteRefs + selection.codings.flatMap(\.noteRefs)
            result.name = cleaned(selection.name, element, selection.guid)
            result.description = described(selection.description, by: notes, element, selection.guid)
            result.stamp = dated(selection.stamp, else: moment, element, selection.guid)
            result.codings = codings(selection.codings, else: result.stamp.created)
            result.representation = selection.representation.flatMap { representation in
                if element == "PDFSelection" { return text(representation, "Representation") }
                report.add(
                    .discarded, "Representation", representation.guid, "only a selection of a PDF can have it"
                )
                return nil
            }
            return result
        }
    }

    // MARK: - Selections of texts

    private mutating func selection(_ selection: QDASelection, _ moment: QDADateTime?) -> QDASelection {
        var result = selection
        let (element, guid) = ("PlainTextSelection", selection.guid)
        let notes = selection.noteRefs + selection.codings.flatMap(\.noteRefs)
        result.name = cleaned(selection.name, element, guid)
        result.description = described(selection.description, by: notes, element, guid)
        result.stamp = dated(selection.stamp, else: moment, element, guid)
        result.codings = codings(selection.codings, else: result.stamp.created)
        if selection.span.isEmpty {
            report.add(.fragile, element, guid, "it is empty, and some programs drop it")
        }
        return result
    }

    /// One selection for each coding, with the coder on both, since QualCoder takes the coder from the
    /// selection.
    private mutating func parts(of selection: QDASelection) -> [QDASelection] {
        let element = "PlainTextSelection"
        guard !selection.codings.isEmpty else { return [selection] }
        let result = selection.codings.enumerated().map { index, coding in
            var (part, coding) = (selection, coding)
            if index > 0 {
                part.guid = QDAGUID(namespace: selection.guid, name: coding.guid.description)
                part.stamp.created = coding.created ?? part.stamp.created
            }
            let coder = coding.creator ?? selection.stamp.creator
            if coding.creator == nil, coder != nil {
                report.add(
                    .added, "Coding", coding.guid, "it does not say who gave it; who made the selection")
            }
            if let creator = selection.stamp.creator, creator != coder {
                report.add(.changed, element, part.guid, "somebody else gave the code; it names the coder")
            } else if selection.stamp.creator == nil, coder != nil {
                report.add(.added, element, part.guid, "it does not say who made it; who gave the code")
            } else if coder == nil {
                report.add(.fragile, "Coding", coding.guid, "nobody is named as its coder")
            }
            coding.creator = coder
            part.stamp.creator = coder
            part.codings = [coding]
            return part
        }
        if result.count > 1 {
            parts[selection.guid] = result.map(\.guid)
            report.add(
                .changed, element, selection.guid, "it carries \(result.count) codings; each has a selection")
        }
        return result
    }
}

extension QDARegion {
    /// Whether a selection of this element can have such a place.
    fileprivate func element(_ name: String) -> Bool {
        switch self {
        case .page: name == "PDFSelection"
        case .picture: name == "PictureSelection"
        case .time: name == "AudioSelection" || name == "VideoSelection"
        }
    }
}
