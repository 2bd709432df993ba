import StudyModel

/// The records of a survey: what each person wrote in their own words.
enum SurveyRecords {
    /// One record for each answer that holds open text, its questions as headings.
    ///
    /// - Throws: `import.too_large` for an answer that is larger than a record can be.
    static func drafts(of survey: Survey, moments: [String?], path: SourcePath) throws(StudyError)
        -> [RecordDraft]
    {
        let open = survey.variables.indices.filter { survey.variables[$0].isOpen }
        guard !open.isEmpty else { return [] }
        let headings = open.map { survey.variables[$0].label.singleLine }
        let day = path.day
        var drafts: [RecordDraft] = []
        for (place, answer) in survey.answers.enumerated() {
            var body = ""
            for (index, heading) in zip(open, headings) {
                guard let value = answer.values[index], !survey.variables[index].isMissing(value) else {
                    continue
                }
                if !body.isEmpty { body += "\n" }
                body += "## \(heading)\n\n\(text(value.words))\n"
            }
            guard !body.isEmpty else { continue }
            guard body.utf8.count <= Record.largestBody else {
                throw StudyError(
                    .importTooLarge,
                    "An answer in '\(path.full)' is larger than \(Record.largestBody >> 20) MiB.",
                    hint: "Leave that answer out and import the rest.")
            }
            var draft = RecordDraft(kind: .surveyResponse, day: day, title: title(survey, answer), body: body)
            draft.participants = answer.participant.map { [$0] } ?? []
            draft.details = RecordDetails([
                "survey": .text(survey.id.rawValue), "answer": .text(answer.id), "format": .text("survey"),
            ])
            if let moment = place < moments.count ? moments[place] : nil { take(moment, into: &draft) }
            drafts.append(draft)
        }
        return drafts
    }

    private static func title(_ survey: Survey, _ answer: SurveyAnswer) -> String {
        "\(survey.title.shortened(to: 118 - answer.id.utf8.count)), \(answer.id)"
    }

    /// Line ends as records have them, without the NUL that nothing should hold.
    private static func text(_ answer: String) -> String {
        guard answer.utf8.contains(where: { $0 == 0x0D || $0 == 0 }) else { return answer }
        return String(decoding: LineEnds.normalised(answer.utf8.filter { $0 != 0 }), as: UTF8.self)
    }

    private static func take(_ moment: String, into draft: inout RecordDraft) {
        guard let day = CalendarDay(rawValue: moment.prefix(10)) else { return }
        draft.day = day
        let time = String(moment.dropFirst(11))
        draft.time = RecordTime.isTime(time) ? time : nil
    }
}
