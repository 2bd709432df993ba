import StudyModel

/// The codings that have marks in a text, with the short numbers they go by.
struct ShownCodings {
    /// Where a mark stands.
    struct Event {
        var position: Int
        var index: Int
        var isStart: Bool
    }

    /// In the order of their places.
    let codings: [Coding]
    /// The end of each one's id: six characters, or more where two would be alike.
    let numbers: [String]

    /// Takes the codings that stand somewhere in a body.
    init(_ all: [Coding], in body: [Unicode.Scalar]) {
        codings = all.filter { coding in
            guard let span = coding.span else { return false }
            return !span.isEmpty && span.lowerBound >= 0 && span.upperBound <= body.count
        }
        .sorted { left, right in
            let (first, second) = (left.place, right.place)
            return (first.lowerBound, -first.upperBound, left.id) < (
                second.lowerBound, -second.upperBound, right.id
            )
        }
        let length = Self.length(all.map(\.id.rawValue))
        numbers = codings.map { String($0.id.rawValue.suffix(length)) }
    }

    /// How many characters tell all ids apart.
    private static func length(_ ids: [String]) -> Int {
        let different = Set(ids).count
        return (6...26).first { length in Set(ids.map { $0.suffix(length) }).count == different } ?? 26
    }

    /// The coding a typed number means: its end, in any capitals.
    func index(of number: String) -> Int? {
        let found = codings.indices.filter { codings[$0].id.ends(in: number) }
        return number.count >= 6 && found.count == 1 ? found.first : nil
    }

    /// The marks in the order of the text: what ends before what begins, the inner inside the outer.
    var events: [Event] {
        let starts = codings.indices.map {
            Event(position: codings[$0].place.lowerBound, index: $0, isStart: true)
        }
        let ends = codings.indices.reversed().map {
            Event(position: codings[$0].place.upperBound, index: $0, isStart: false)
        }
        // Sorting is stable, and the codings are in the order of their starts already.
        return (ends + starts).sorted {
            ($0.position, $0.isStart ? 1 : 0) < ($1.position, $1.isStart ? 1 : 0)
        }
    }
}

extension Coding {
    /// Where a coding that has a mark stands.
    var place: Range<Int> { span ?? 0..<0 }
}
