import Agreement
import Foundation

/// Times figures of agreement for `script/agreement-speed`.
///
/// Ratings come from a file of bytes, a column for each coder, 255 for a missing value; passages are of its own making.
/// Prints one JSON object.
@main
enum AgreementBench {
    struct Unitising: Encodable {
        var units: Int
        var seconds: Double
    }

    struct Answer: Encodable {
        var alpha: Double?
        var seconds: Double
        var bootstrapSeconds: Double
        var lower: Double?
        var upper: Double?
        /// Peak resident memory after the figures of ratings, with the ratings themselves.
        var peakMegabytes: Double
        var unitising: [Unitising]
    }

    static func main() throws {
        let arguments = CommandLine.arguments
        guard arguments.count == 3, let coders = Int(arguments[2]), coders > 1 else {
            FileHandle.standardError.write(Data("usage: agreement-bench FILE CODERS\n".utf8))
            exit(64)
        }
        let bytes = try Data(contentsOf: URL(filePath: arguments[1]), options: .alwaysMapped)
        let size = bytes.count / coders
        let columns = (0..<coders).map { coder in
            bytes[(coder * size)..<((coder + 1) * size)].map { $0 == 255 ? RatingMatrix.missing : UInt16($0) }
        }
        let matrix = try RatingMatrix(
            columns: columns, categories: (0..<10).map { Agreement.Category("\($0)") })
        let (alpha, seconds) = best(of: 5) { matrix.krippendorffAlpha(.nominal) }
        let (drawn, bootstrap) = best(of: 1) {
            try? matrix.bootstrap(.krippendorffAlpha, resampling: Resampling(replicates: 2000, seed: 1))
        }
        let interval = drawn?.interval(level: 0.95)
        var answer = Answer(
            alpha: alpha.number, seconds: seconds, bootstrapSeconds: bootstrap, lower: interval?.lower,
            upper: interval?.upper, peakMegabytes: peak(), unitising: [])
        for units in [100, 1_000, 10_000] {
            let sample = try passages(units)
            let (_, seconds) = best(of: 5) { sample.unitising().total.alpha }
            answer.unitising.append(Unitising(units: units, seconds: seconds))
        }
        print(String(decoding: try JSONEncoder().encode(answer), as: UTF8.self))
    }

    /// The shortest of several runs, in seconds, with what it gave.
    private static func best<Value>(of count: Int, _ work: () -> Value) -> (Value, Double) {
        let clock = ContinuousClock()
        var value = work()
        var shortest = Duration.seconds(1_000_000)
        for _ in 0..<count { shortest = min(shortest, clock.measure { value = work() }) }
        return (value, Double(shortest.components.attoseconds) / 1e18 + Double(shortest.components.seconds))
    }

    /// Three coders with so many passages each in one text.
    private static func passages(_ units: Int) throws -> SpanSample {
        var generator = SeededGenerator(seed: 7)
        var coders: [String: [CodedSpan]] = [:]
        for coder in ["A", "B", "C"] {
            coders[coder] = (0..<units).map { unit in
                let start = unit * 100 + generator.below(40)
                return CodedSpan(start, start + 10 + generator.below(50), "\(generator.below(5))")
            }
        }
        let record = try SpanRecord(id: "text", length: units * 100, coders: coders, segments: [])
        return try SpanSample(records: [record], codes: (0..<5).map { "\($0)" })
    }

    /// Peak resident memory of this process in MiB, as Linux tells it; 0 elsewhere.
    private static func peak() -> Double {
        let status = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
        let line = status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") } ?? ""
        return (Double(line.filter { $0.isASCII && $0.isNumber }) ?? 0) / 1024
    }
}
