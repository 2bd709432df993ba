import Pseudonymisation
import Testing

@Suite struct SuspectScannerTests {
    private static let scanner = SuspectScanner(
        words: Corpora.words,
        table: KeyTable(
            entries: [
                .init(replacement: "SP66", kind: .person, name: "Jane Smith"),
                .init(replacement: "SP67", kind: .person, name: "Jane Marsh"),
            ], notNames: ["Parkinson's disease"]))

    private func found(_ text: String) -> [String] {
        let scalars = Array(text.unicodeScalars)
        return Self.scanner.suspects(in: text).map { suspect in
            "\(suspect.kind.rawValue): \(String(String.UnicodeScalarView(scalars[suspect.range])))"
        }
    }

    @Test(arguments: [
        ("We spoke to Priya Patel today.", "person: Priya Patel"),
        ("Dear Olwen, thank you", "person: Olwen"),
        ("Thanks, Gethin", "person: Gethin"),
        ("Then Mrs Wetherby called.", "person: Mrs Wetherby"),
        ("Dr. Ana van der Berg", "person: Dr. Ana van der Berg"),
        ("my sister kept Ioan awake", "person: Ioan"),
        ("He met J. K. Okonkwo there", "person: J. K. Okonkwo"),
        ("it was Seán O'Connor who", "person: Seán O'Connor"),
        ("I told priya about it", "person: priya"),
        ("We asked Grace about it", "person: Grace"),
        ("a day in Penzance with friends", "place: Penzance"),
        ("She lives in Ulverston now.", "place: Ulverston"),
        ("a trip to new york soon", "place: new york"),
        ("from the City of Bath", "place: City of Bath"),
        ("We sat in St Mary's Hospital", "place: St Mary's Hospital"),
        ("Lawrence, KS", "person: Lawrence"),
    ]) func names(_ text: String, _ expected: String) {
        #expect(found(text).contains(expected), "\(found(text))")
    }

    @Test(arguments: [
        ("mail jo.bloggs@example.org now", "e-mail: jo.bloggs@example.org"),
        ("call 07700 900123 today", "phone: 07700 900123"),
        ("Tel: +44 (0)20 7946 0958", "phone: +44 (0)20 7946 0958"),
        ("ring (01632) 960 001", "phone: (01632) 960 001"),
        ("+1-604-555-0172x565", "phone: +1-604-555-0172x565"),
        ("her NHS number is 943 476 5919", "NHS number: 943 476 5919"),
        ("NHS No 9434765919", "NHS number: 9434765919"),
        ("NI: AB 12 34 56 C", "National Insurance number: AB 12 34 56 C"),
        ("at EX1 2LU we met", "postcode: EX1 2LU"),
        ("at SW1A1AA we met", "postcode: SW1A1AA"),
        ("born on 12 March 1980 in", "date of birth: 12 March 1980"),
        ("DOB: 12/03/1980", "date of birth: 12/03/1980"),
        ("see https://example.org/a?b=c.", "URL: https://example.org/a?b=c"),
        ("see www.example.org, then", "URL: www.example.org"),
        ("follow @jo_bloggs there", "handle: @jo_bloggs"),
        ("IBAN GB82 WEST 1234 5698 7654 32", "account number: GB82 WEST 1234 5698 7654 32"),
        ("card 4111 1111 1111 1111", "account number: 4111 1111 1111 1111"),
        ("from 192.168.0.14 again", "IP address: 192.168.0.14"),
        ("at 12 High Street today", "street address: 12 High Street"),
        ("at 12a Mill Lane, Ulverston", "street address: 12a Mill Lane, Ulverston"),
        ("Kirchstr. 12", "street address: Kirchstr. 12"),
        ("12 Rue de la Paix", "street address: 12 Rue de la Paix"),
        ("P.O. Box 104", "street address: P.O. Box 104"),
        ("Flat 2, 14 Park Road", "street address: Flat 2, 14 Park Road"),
        ("3 Sea View\nFlat 9\nWhitby\nYO21 3PU", "postcode: YO21 3PU"),
    ]) func numbersAndAddresses(_ text: String, _ expected: String) {
        #expect(found(text).contains(expected), "\(found(text))")
    }

    @Test(arguments: [
        "The meeting was on Monday 12 March 2020 at 10:30.", "Version 1.2.3 of 2020-04-15 has 12,345 words.",
        "# Minutes of the Steering Group Meeting", "## Present And Apologies For Absence",
        "MINUTES OF THE STEERING GROUP MEETING",
        "The NHS, the PCN and the GP agreed; VCSE staff and ICB too.",
        "SP66 told [SP67] about [place A].", "They said it was fine. Then we left. However, it rained.",
        "- Item one\n- Another thing\n- Nothing more", "I think that I'll go. I'm sure it's OK.",
        "Social Prescribing Link Worker", "Use `Priya.doe()` and\n```\nlet Priya = 1\n```\nnow",
        "He has Parkinson's disease.", "in the years 2019-2020 and 2020/21",
        "English and Welsh speakers at Christmas",
        "between 10 and 12 people, 3 of 4", "ISBN 978-3-16-148410-0",
        "Covid-19 in the UK".replacing(" in the UK", with: ""),
    ]) func ordinaryText_hasNone(_ text: String) {
        #expect(found(text) == [])
    }

    @Test func namesOfTheTable_haveCandidates() {
        let suspects = Self.scanner.suspects(in: "Then Jane came with Smith.")
        #expect(suspects.map(\.candidates) == [["SP66", "SP67"], ["SP66"]])
    }

    @Test func threshold_leavesOutPossible() {
        let text = "Frobnitz was there. We spoke to Priya Patel."
        let all = Self.scanner.suspects(in: text)
        let likely = Self.scanner.suspects(in: text, atLeast: .likely)
        #expect(all.count == 2)
        #expect(likely.count == 1)
        #expect(likely.allSatisfy { $0.certainty >= .likely })
    }

    @Test func suspects_areSortedAndApart() {
        let text = "Dr. Priya Patel, 12 High Street, priya.patel@example.org, 07700 900123, @priya, Priya"
        let suspects = Self.scanner.suspects(in: text)
        for (left, right) in zip(suspects, suspects.dropFirst()) {
            #expect(left.range.upperBound <= right.range.lowerBound)
        }
        #expect(suspects.count == 6)
    }
}
