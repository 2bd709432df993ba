import Foundation
import Pseudonymisation
import Testing

/// People and places planted in records in many forms: what is listed is gone, and most of the rest.
@Suite struct PlantedTests {
    /// A form a name is planted in.
    enum Form: String, CaseIterable {
        case full, capitals, lower, possessive, reversed, middleInitial, title, nickname, email, joined,
            broken
        case plural, firstName, surname, initialAndSurname, surnameAndInitial, misspelt, place, misspeltPlace

        /// Whether the table lists it so, or follows from the full name without doubt.
        var isExact: Bool {
            switch self {
            case .full, .capitals, .lower, .possessive, .reversed, .middleInitial, .title, .nickname, .email,
                .joined,
                .broken, .place, .initialAndSurname:
                true
            default: false
            }
        }
    }

    struct Person {
        var first: String
        var last: String
        var nickname: String
        var handle: String
    }

    private static let syllables = [
        "ba", "dre", "fi", "gol", "hu", "ka", "lem", "mor", "ni", "pru", "quil", "ros", "sta", "tev", "ul",
        "vin", "wex",
        "yar", "zeb", "cho",
    ]

    private static func name(_ number: Int, _ ending: String) -> String {
        let parts = [number % 20, number / 20 % 20, (number * 7 + 3) % 20].map { syllables[$0] }
        return (parts.joined() + ending).capitalized
    }

    private static let people = (0..<350).map { number in
        Person(
            first: name(number, "a"), last: name(number + 1000, "ton"), nickname: name(number + 400, "ie"),
            handle: "SP\(number + 1)")
    }
    private static let places = (0..<150).map { name($0 + 3000, "ham") }

    private static let table = KeyTable(
        entries: people.map { person in
            .init(
                replacement: person.handle, kind: .person, name: "\(person.first) \(person.last)",
                furtherNames: [person.nickname, "\(person.nickname.lowercased())@example.org"])
        }
            + places.enumerated().map { number, place in
                .init(replacement: "place \(number)", kind: .place, name: place)
            })

    private static func misspelt(_ name: String, _ dice: inout Dice) -> String {
        var letters = Array(name)
        let place = Int.random(in: 1..<letters.count - 1, using: &dice)
        switch Int.random(in: 0..<3, using: &dice) {
        case 0: letters.remove(at: place)
        case 1: letters.insert("e", at: place)
        default: letters.swapAt(place, place + 1)
        }
        let wrong = String(letters)
        return wrong == name ? name + "e" : wrong
    }

    private static func written(_ form: Form, _ person: Person, _ place: String, _ dice: inout Dice) -> String
    {
        let initial = person.first.prefix(1)
        return switch form {
        case .full: "\(person.first) \(person.last)"
        case .capitals: "\(person.first) \(person.last)".uppercased()
        case .lower: "\(person.first) \(person.last)".lowercased()
        case .possessive: "\(person.first) \(person.last)’s"
        case .reversed: "\(person.last), \(person.first)"
        case .middleInitial: "\(person.first) Q. \(person.last)"
        case .title: "Mrs \(person.last)"
        case .nickname: person.nickname
        case .email: "\(person.nickname.lowercased())@example.org"
        case .joined: "https://x.org/\(person.first.lowercased())-\(person.last.lowercased())/a"
        case .broken: "\(person.first)\n\(person.last)"
        case .plural: "\(person.last)s"
        case .firstName: person.first
        case .surname: person.last
        case .initialAndSurname: "\(initial). \(person.last)"
        case .surnameAndInitial: "\(person.last), \(initial)."
        case .misspelt: "\(person.first) \(misspelt(person.last, &dice))"
        case .place: place
        case .misspeltPlace: misspelt(place, &dice)
        }
    }

    @Test func thousandRecords() {
        let replacer = Replacer(Self.table, words: Corpora.words)
        let scanner = LeakScanner(Self.table, words: Corpora.words)
        var dice = Dice(seed: 7)
        var planted: [Form: Int] = [:]
        var found: [Form: Int] = [:]
        for _ in 0..<1000 {
            var text = "# Notes of the day\n\n"
            var forms: [(Form, String)] = []
            for form in Form.allCases.shuffled(using: &dice).prefix(6) {
                guard let person = Self.people.randomElement(using: &dice),
                    let place = Self.places.randomElement(using: &dice)
                else { continue }
                let written = Self.written(form, person, place, &dice)
                text += "Then we thought that \(written) was there with us, and it went well.\n"
                forms.append((form, written))
            }
            let result = replacer.replace(text)
            #expect(scanner.scan(result.text).isClean)
            for (form, written) in forms {
                planted[form, default: 0] += 1
                found[form, default: 0] += result.text.contains(written) ? 0 : 1
            }
        }
        for form in Form.allCases {
            let recall = Double(found[form] ?? 0) / Double(planted[form] ?? 1)
            #expect(recall >= (form.isExact ? 1 : 0.97), "\(form.rawValue): \(recall)")
        }
    }
}
