import Foundation
import ProgramFixture
import Testing

/// What a person sees of the audit trail.
@Suite struct AuditTrailTranscriptTests {
    @Test func audit() throws {
        try transcript("audit-trail") { rir, fixture in
            try fixture.makeStudy()
            try rir.rir("audit", "verify")
            try rir.rir("note", "They come by themselves.", "--date", "2020-04-15")
            try rir.rir("audit", "log")
            try rir.rir("audit", "log", "--kind", "record", "--json")
            try rir.rir("audit", "log", "--kind", "words")
            try rir.rir("audit", "show", "field-note")
            try rir.rir("audit", "show", "nothing")
            try rir.rir("audit", "checkpoint", "--to", "Ethics office", "--out", "../checkpoint.txt")
            try rir.rir("audit", "checkpoint", "--to", "Ethics office", "--out", "../checkpoint.txt")
            try rir.rir("audit", "verify", "--against", "../checkpoint.txt")
            try fixture.write("Nothing.\n", to: "mail.txt")
            try rir.rir("audit", "verify", "--against", "../mail.txt")
            try rir.rir("undo")
            try rir.rir("status")
            try rir.rir("check")
        }
    }
}
