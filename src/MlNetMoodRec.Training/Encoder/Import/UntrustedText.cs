using System.Globalization;
using System.Text;

namespace MlNetMoodRec.Training.Encoder.Import;

/// <summary>Text out of a file that someone else wrote, on its way to a person.</summary>
internal static class UntrustedText
{
    private const int Longest = 80;

    /// <summary>The text fit for a message: one line, no control or formatting characters (a terminal obeys some), not long.</summary>
    public static string Printable(this string text)
    {
        var printable = new StringBuilder();
        foreach (Rune rune in text.EnumerateRunes())
        {
            if (printable.Length >= Longest)
            {
                return printable.Append('…').ToString();
            }

            printable.Append(IsPrintable(rune) ? rune.ToString() : "?");
        }

        return printable.ToString();
    }

    /// <summary>Whether a text can be shown as it is, but for its length.</summary>
    public static bool IsPrintable(string text) => text.EnumerateRunes().All(IsPrintable);

    private static bool IsPrintable(Rune rune) => Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format
        or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.OtherNotAssigned or UnicodeCategory.PrivateUse);
}
