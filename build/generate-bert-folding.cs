// Writes src/MlNetMoodRec/Text/bert-folding.txt. Needs ICU (any version of Unicode 13 or later gives the same
// decompositions for the characters it knows), which the library itself must do without. From the repository root:
//
//   DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=0 dotnet run build/generate-bert-folding.cs > src/MlNetMoodRec/Text/bert-folding.txt
//
// One line for every character that lower-casing or accent stripping changes: its code point, then the code points
// that remain after canonical decomposition, removal of non-spacing marks (Mn) and lower-casing. Not listed: ASCII,
// Hangul syllables (their decomposition is arithmetic) and non-spacing marks (their category says that they vanish).

using System.Globalization;
using System.Text;

if ("\u00e9".Normalize(NormalizationForm.FormD).Length != 2)
{
    Console.Error.WriteLine("This process runs without ICU: set DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=0 and install libicu.");
    return 2;
}

var table = new StringBuilder();
for (int codePoint = 0x80; codePoint <= 0x10FFFF; codePoint++)
{
    if (!Rune.TryCreate(codePoint, out Rune character) || codePoint is >= 0xAC00 and <= 0xD7A3
        || Rune.GetUnicodeCategory(character) is UnicodeCategory.NonSpacingMark or UnicodeCategory.OtherNotAssigned)
    {
        continue;
    }

    Rune[] folded = [.. character.ToString().Normalize(NormalizationForm.FormD).EnumerateRunes()
        .Where(r => Rune.GetUnicodeCategory(r) != UnicodeCategory.NonSpacingMark)
        .Select(Rune.ToLowerInvariant)];
    if (folded.Length != 1 || folded[0] != character)
    {
        table.Append(CultureInfo.InvariantCulture, $"{codePoint:X4}");
        foreach (Rune rune in folded)
        {
            table.Append(CultureInfo.InvariantCulture, $" {rune.Value:X4}");
        }

        table.Append('\n');
    }
}

Console.Write(table);
return 0;
