import Foundation
import Testing

extension AgreementQuestion {
    /// What a published vector asks: the name of the statistic is the name of the figure.
    init(_ vector: [String: Any]) throws {
        let kind = try #require(vector["kind"] as? String)
        let statistic = try #require(vector["statistic"] as? String)
        self.init(
            id: vector["id"] as? String ?? "", command: kind == "spans" ? "spans" : "table", file: "",
            options: ["--interval", "none", "--stat", statistic])
        let data = vector["data"] as? [String: Any] ?? [:]
        let parameters = vector["params"] as? [String: Any] ?? [:]
        take(data, kind, vector)
        takeParameters(parameters)
        let place = Place(name: statistic, code: Self.code(parameters, statistic, kind))
        let tolerance = vector["tolerance"] as? Double ?? 1e-9
        if let limits = vector["expected"] as? [String: Double] {
            options += ["--replicates", "\(parameters["samples"] as? Int ?? 2000)"]
            for (field, name) in [(Place.Field.lower, "low"), (.upper, "high")] {
                expected.append((Place(name: place.name, field: field), limits[name], tolerance))
            }
        } else {
            expected.append((place, vector["expected"] as? Double, tolerance))
        }
    }

    private mutating func take(_ data: [String: Any], _ kind: String, _ vector: [String: Any]) {
        switch kind {
        case "matrix": file = Self.matrix(data["units"], &options, data["categories"])
        case "table": file = Self.table(data["table"])
        case "counts":
            file = Self.counts(data["counts"])
            options += ["--form", "counts"]
        case "labelsets":
            file = Self.sets(data["units"])
            options.append("--sets")
        case "distance":
            file = Self.sets([[data["a"] ?? [], data["b"] ?? []]])
            options.append("--sets")
        default: file = Self.line(vector)
        }
    }

    private mutating func takeParameters(_ parameters: [String: Any]) {
        if let level = parameters["level"] as? String { options += ["--scale", level] }
        if let name = parameters["weights"] as? String, name != "identity" { options += ["--weights", name] }
        if let rows = parameters["weights"] as? [[Double]] {
            weights = rows.map { $0.map { "\($0)" }.joined(separator: ",") + "\n" }.joined()
        }
        if command == "spans", let code = parameters["code"] as? String, !file.contains("\"\(code)\"]") {
            options += ["--codes", code]
        }
        if parameters["averaging"] as? String == "values" { options.append("--by-values") }
        if let threshold = parameters["iou_threshold"] as? Double {
            options += ["--overlap", "\(threshold)"]
        }
        if let distance = parameters["distance"] as? String { options += ["--distance", distance] }
        if let metric = parameters["metric"] as? String { options += ["--metric", metric] }
        if let alpha = parameters["alpha"] as? Int, let beta = parameters["beta"] as? Int {
            options += ["--gamma-weights", "\(alpha),\(beta)"]
        }
    }

    private static func code(_ parameters: [String: Any], _ statistic: String, _ kind: String) -> String? {
        if statistic.hasSuffix("_category") {
            let index = (parameters["category_index"] as? Int).map { $0 + 1 }
            return "\(index ?? parameters["category"] as? Int ?? 0)"
        }
        return (parameters["code"] ?? parameters["value"]) as? String
    }

    // MARK: Random ones

    /// What a random case asks: a run for each kind of options.
    static func questions(ofRandom vector: [String: Any]) -> [AgreementQuestion] {
        let expected = vector["expected"] as? [String: Any] ?? [:]
        switch vector["kind"] as? String {
        case "matrix": return matrices(vector, expected)
        case "labelsets":
            var question = AgreementQuestion(
                vector, sets(vector["units"]), ["--sets", "--categories", Self.codes(vector)])
            for (name, value) in expected {
                let isCode = name.hasPrefix("code_")
                question.add(name, isCode ? name.split(separator: "_").last.map(String.init) : nil, value)
            }
            return [question.asking()]
        default: return spans(vector, expected)
        }
    }

    private init(_ vector: [String: Any], _ file: String, _ options: [String], command: String = "table") {
        self.init(
            id: vector["id"] as? String ?? "", command: command, file: file,
            options: ["--interval", "none"] + options)
    }

    private mutating func add(_ name: String, _ code: String? = nil, _ value: Any) {
        expected.append((Place(name: name, code: code), value as? Double, 1e-9))
    }

    private static func codes(_ vector: [String: Any]) -> String {
        (vector["codes"] as? [String] ?? []).joined(separator: ",")
    }

    /// The same with the names of what is expected.
    private func asking() -> AgreementQuestion {
        var question = self
        var names: [String] = []
        for name in expected.map(\.place.name) where !names.contains(name) { names.append(name) }
        question.options += ["--stat", names.joined(separator: ",")]
        return question
    }

    private static func matrices(
        _ vector: [String: Any], _ expected: [String: Any]
    ) -> [AgreementQuestion] {
        var options: [String] = []
        let file = matrix(vector["units"], &options, vector["categories"])
        var plain = AgreementQuestion(vector, file, options)
        var weighted = plain
        weighted.options += ["--weights", vector["weights"] as? String ?? "identity"]
        for (name, value) in expected {
            if name == "gwet_ac2" || name.hasSuffix("_w") {
                weighted.add(name, nil, value)
            } else {
                plain.add(name, nil, value)
            }
        }
        for (name, value) in vector["expected_se"] as? [String: Any] ?? [:] {
            plain.add(name + "_se", nil, value)
            // The root of what rounding leaves of a variance of nothing is some 1e-8.
            if (value as? Double ?? 1) < 1e-7 { plain.expected[plain.expected.count - 1].tolerance = 1e-7 }
        }
        return [plain, weighted].filter { !$0.expected.isEmpty }.map { $0.asking() }
    }

    private static func spans(_ vector: [String: Any], _ expected: [String: Any]) -> [AgreementQuestion] {
        var question = AgreementQuestion(
            vector, line(vector), ["--codes", codes(vector)], command: "spans")
        for (name, value) in expected {
            if let values = value as? [String: Any] {
                for (code, value) in values { question.add(name, code, value) }
            } else {
                let isOfCode = name.hasPrefix("char_")
                question.add(name, isOfCode ? name.split(separator: "_").last.map(String.init) : nil, value)
            }
        }
        return [question.asking()]
    }

    // MARK: Files

    private static func matrix(_ units: Any?, _ options: inout [String], _ categories: Any?) -> String {
        let rows = units as? [[Any]] ?? []
        if let names = categories as? [Any] {
            options += ["--categories", names.map { cell($0) }.joined(separator: ",")]
        }
        return sheet(rows.map { $0.map { cell($0) } })
    }

    private static func counts(_ counts: Any?) -> String {
        let rows = counts as? [[Int]] ?? []
        let head = "unit," + (rows.first ?? []).indices.map { "\($0 + 1)" }.joined(separator: ",")
        let lines = rows.enumerated().map { "u\($0 + 1)," + $1.map(String.init).joined(separator: ",") }
        return ([head] + lines).joined(separator: "\n") + "\n"
    }

    private static func sets(_ units: Any?) -> String {
        sheet(
            (units as? [[Any]] ?? []).map { row in
                row.map { cell in
                    guard let set = cell as? [Any] else { return "NA" }
                    return set.isEmpty ? "-" : set.map { self.cell($0) }.joined(separator: ";")
                }
            })
    }

    private static func table(_ table: Any?) -> String {
        let rows = table as? [[Int]] ?? []
        let head = "," + rows.indices.map { "\($0 + 1)" }.joined(separator: ",")
        let lines = rows.enumerated().map { "\($0 + 1)," + $1.map(String.init).joined(separator: ",") }
        return ([head] + lines).joined(separator: "\n") + "\n"
    }

    private static func sheet(_ rows: [[String]]) -> String {
        let head = "unit," + (rows.first ?? []).indices.map { "coder\($0 + 1)" }.joined(separator: ",")
        let lines = rows.enumerated().map { "u\($0 + 1)," + $1.joined(separator: ",") }
        return ([head] + lines).joined(separator: "\n") + "\n"
    }

    private static func cell(_ value: Any) -> String {
        if let text = value as? String { return text }
        guard let number = value as? Double else { return "" }
        return number == number.rounded() ? String(Int(number)) : String(number)
    }

    private static func line(_ vector: [String: Any]) -> String {
        let bytes = try? JSONSerialization.data(withJSONObject: vector)
        return String(decoding: bytes ?? Data(), as: UTF8.self) + "\n"
    }
}
