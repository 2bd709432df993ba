internal import StudyModel

/// The tables of a report, as every form of it shows them: a head, and rows of cells.
struct AgreementTables {
    let report: AgreementReport

    struct Sheet {
        var caption: String
        var head: [String]
        var rows: [[String]]
    }

    /// The figures over everything.
    var overall: Sheet? {
        if report.overall.isEmpty { return nil }
        return Sheet(
            caption: "Figures over everything",
            head: ["Figure", "Value", report.intervalHeading, "What it says"],
            rows: report.overall.map {
                [$0.title, FigureText.value($0), FigureText.interval($0.interval), $0.meaning]
            })
    }

    /// The figures code by code.
    var codes: Sheet? {
        let columns = report.columns
        if report.codes.isEmpty { return nil }
        let rows = report.codes.map { code in
            [code.code, "\(code.units)"] + code.applied.map(String.init)
                + columns.map { column in
                    code.figure(column).map { figure in
                        let interval = FigureText.interval(figure.interval)
                        return FigureText.value(figure) + (interval.isEmpty ? "" : " \(interval)")
                    } ?? ""
                }
        }
        return Sheet(
            caption: "Figures code by code",
            head: ["Code", "Compared"] + report.coders.map { "by \($0)" } + columns.map(\.title), rows: rows)
    }

    /// Both, only one, neither.
    var squares: Sheet? {
        guard report.coders.count == 2, report.codes.contains(where: { $0.table != nil }) else { return nil }
        return Sheet(
            caption: "Who gave each code",
            head: ["Code", "both", "only \(report.coders[0])", "only \(report.coders[1])", "neither"],
            rows: report.codes.compactMap { code in code.table.map { [code.code] + $0.map(String.init) } })
    }

    /// Why figures of codes have no value.
    var undefined: [String] {
        report.codes.flatMap { code in
            code.figures.filter { $0.value == nil }.map { "\(code.code), \($0.title): \($0.meaning)" }
        }
    }

    /// Which category was taken for which.
    var confusion: Sheet? {
        guard let confusion = report.confusion, report.coders.count == 2, confusion.labels.count <= 40 else {
            return nil
        }
        return Sheet(
            caption: "Rows: \(report.coders[0]). Columns: \(report.coders[1]). Counts of \(confusion.unit).",
            head: [""] + confusion.labels,
            rows: zip(confusion.labels, confusion.counts).map { [$0] + $1.map(String.init) })
    }

    /// What came of a round's disagreements, in sentences.
    var adjudication: [String] {
        guard let found = report.adjudication else { return [] }
        var lines = ["Alike before anybody talked: \(found.agreed) places."]
        func counts(_ values: [String: Int]) -> String {
            values.sorted { $0.key < $1.key }.map { "\($0.value) \($0.key)" }.joined(separator: ", ")
        }
        if !found.disagreements.isEmpty { lines.append("Disagreements: \(counts(found.disagreements)).") }
        lines.append(found.decided.isEmpty ? "None is decided yet." : "Decided: \(counts(found.decided)).")
        if let before = found.before, let after = found.after {
            lines.append(
                "Agreed before: \(FigureText.percent(before)) of places; settled now: \(FigureText.percent(after))."
            )
        }
        return lines
    }
}
