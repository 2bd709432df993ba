internal import StudyModel

/// What happened when, a row for each kind of thing: the bigger the dot, the more of it.
struct AuditTimeline {
    private let steps: [AuditStep]
    private let first: Int
    private let last: Int
    /// How many months a column is.
    private let months: Int

    private static let names: [AuditStep.Kind: String] = [
        .records: "Records", .consent: "Consent", .coding: "Coding", .rounds: "Rounds",
        .findings: "Findings", .cycles: "Feedback", .workshops: "Workshops", .withdrawals: "Withdrawals",
        .checkpoints: "Checkpoints",
    ]
    private static let (left, width, rowHeight, top) = (112, 960, 34, 16)

    /// - Returns: `nil` where there is nothing to show.
    init?(_ steps: [AuditStep]) {
        let all = steps.map { Self.month(of: $0.day) }
        guard let first = all.min(), let last = all.max() else { return nil }
        self.steps = steps
        months = [1, 3, 12, 60].first { (last - first) / $0 < 48 } ?? 120
        self.first = first / months * months
        self.last = last
    }

    private static func month(of day: CalendarDay) -> Int { day.year * 12 + day.month - 1 }

    private var columns: Int { (last - first) / months + 1 }

    private var step: Double { Double(Self.width - Self.left - 24) / Double(max(columns, 1)) }

    private var kinds: [AuditStep.Kind] {
        AuditStep.Kind.allCases.filter { kind in steps.contains { $0.kind == kind } }
    }

    var caption: String {
        let unit = [1: "month", 3: "quarter", 12: "year", 60: "five years"][months] ?? "ten years"
        return
            "A column is a \(unit). Records, consent, workshops and withdrawals stand at the day they are of, all else at the day it was done. The bigger a dot in its row, the more of it; the number is how many."
    }

    var svg: String {
        let bottom = Self.top + kinds.count * Self.rowHeight
        let height = bottom + 34
        var out = [
            "<svg width=\"\(Self.width)\" height=\"\(height)\" viewBox=\"0 0 \(Self.width) \(height)\" role=\"img\" aria-labelledby=\"when-title when-desc\" font-family=\"system-ui, sans-serif\" font-size=\"12\">",
            "<title id=\"when-title\">What happened when</title>",
            "<desc id=\"when-desc\">\(SVGText.escaped(description))</desc>",
        ]
        out += axis(bottom)
        for (row, kind) in kinds.enumerated() { out += dots(of: kind, row) }
        return (out + ["</svg>"]).joined(separator: "\n")
    }

    private var description: String {
        kinds.map { kind in
            let count = steps.filter { $0.kind == kind }.reduce(0) { $0 + $1.count }
            return "\(Self.names[kind] ?? ""): \(count.grouped)"
        }.joined(separator: ". ")
    }

    private func axis(_ bottom: Int) -> [String] {
        var out: [String] = []
        for (row, kind) in kinds.enumerated() {
            let y = Self.top + row * Self.rowHeight + Self.rowHeight / 2
            out.append(
                "<text x=\"0\" y=\"\(y + 4)\">\(Self.names[kind] ?? "")</text>"
                    + "<line x1=\"\(Self.left)\" y1=\"\(y)\" x2=\"\(Self.width)\" y2=\"\(y)\" stroke=\"#e2e2e2\"/>"
            )
        }
        for column in 0..<columns {
            let month = first + column * months
            let isYear = months >= 12 || month % 12 < months
            guard isYear || column == 0 || (months == 1 && columns <= 15) else { continue }
            let x = Self.left + Int(Double(column) * step)
            if isYear {
                out.append(
                    "<line x1=\"\(x)\" y1=\"\(Self.top)\" x2=\"\(x)\" y2=\"\(bottom)\" stroke=\"#c8c8c8\"/>")
            }
            out.append(label(month, isYear, x: x, y: bottom))
        }
        return out
    }

    private func label(_ month: Int, _ isYear: Bool, x: Int, y: Int) -> String {
        let names = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        let year =
            isYear ? "<text x=\"\(x + 3)\" y=\"\(y + 30)\" font-weight=\"600\">\(month / 12)</text>" : ""
        let short = months < 12 ? names[month % 12] : ""
        return "<text x=\"\(x + 3)\" y=\"\(y + 15)\" fill=\"#555\" font-size=\"11\">\(short)</text>\(year)"
    }

    private func dots(of kind: AuditStep.Kind, _ row: Int) -> [String] {
        var counts: [Int: Int] = [:]
        for one in steps where one.kind == kind {
            counts[(Self.month(of: one.day) - first) / months, default: 0] += one.count
        }
        // A lone thing is not the biggest dot because its row has no other.
        let most = Double(max(counts.values.max() ?? 1, 12))
        let y = Self.top + row * Self.rowHeight + Self.rowHeight / 2
        let isGrave = kind == .withdrawals
        return counts.sorted { $0.key < $1.key }.map { column, count in
            let x = Double(Self.left) + (Double(column) + 0.5) * step
            // The area tells how many, and one of anything can be seen.
            let radius = max(3.5, min(13, step / 1.6) * (Double(count) / most).squareRoot())
            let colour = isGrave ? "#8a1c1c" : "#2f6690"
            let isInside = radius >= 9
            let place = isInside ? (x, Double(y) + 4) : (x, Double(y) - radius - 3)
            return
                "<circle cx=\"\(x.tenth)\" cy=\"\(y)\" r=\"\(radius.tenth)\" fill=\"\(colour)\"/>"
                + "<text x=\"\(place.0.tenth)\" y=\"\(place.1.tenth)\" text-anchor=\"middle\" font-size=\"10\" fill=\"\(isInside ? "#ffffff" : "#333333")\">\(count.grouped)</text>"
        }
    }
}

extension Double {
    /// With one decimal.
    fileprivate var tenth: String {
        let tenths = Int((self * 10).rounded())
        return tenths % 10 == 0 ? "\(tenths / 10)" : "\(tenths / 10).\(tenths % 10)"
    }
}
