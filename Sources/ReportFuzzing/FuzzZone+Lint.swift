import Fuzzing
import Linting

extension FuzzZone {
    func lint() -> LintReport {
        let linter = Linter(loader: ZoneLoader(includes: includes))
        return linter.lint([ZoneInput(.source(source), origin: origin.map { ($0, .option) })])
    }
}
