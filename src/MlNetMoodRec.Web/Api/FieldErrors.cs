using System.Globalization;
using System.Text.Json;

namespace MlNetMoodRec.Web.Api;

/// <summary>Collects what is wrong with a request, field by field, under the names that the fields have in JSON.</summary>
internal sealed partial class FieldErrors
{
    /// <summary>An id that nothing but an attack has; ids of music services have up to 36 characters.</summary>
    private const int LongestId = 256;

    public Dictionary<string, string[]> ByField { get; } = [];

    public void Text(string field, string text, int longest)
    {
        if (text.Length > longest)
        {
            Add(field, $"It has {text.Length} characters; expected at most {longest}.");
        }
    }

    public void Number(string field, int value, int least, int most)
    {
        if (value < least || value > most)
        {
            Add(field, $"It is {value}; expected {least} to {most}.");
        }
    }

    public void Number(string field, float value, float least, float most)
    {
        if (!float.IsFinite(value) || value < least || value > most)
        {
            Add(field, string.Create(CultureInfo.InvariantCulture, $"It is {value}; expected {Range(least, most)}."));
        }
    }

    public void Ids(string field, IReadOnlyList<string> ids, int most)
    {
        if (ids.Count > most)
        {
            Add(field, $"It has {ids.Count} songs; expected at most {most}.");
        }

        for (int i = 0; i < ids.Count; i++)
        {
            // The serializer does not hold the elements of a list to their being no null.
            if (string.IsNullOrEmpty(ids[i]) || ids[i].Length > LongestId || ids[i].Any(char.IsControl))
            {
                Add(field, $"Element {i} is no song id; expected 1 to {LongestId} characters and no control character.");
                return;
            }
        }
    }

    public void PerSong(string field, IReadOnlyList<float> values, int songs, float least, float most)
    {
        if (values.Count != 0 && values.Count != songs)
        {
            Add(field, $"It has {values.Count} values for {songs} recent songs; expected one for each, or none.");
        }

        for (int i = 0; i < values.Count; i++)
        {
            if (!float.IsFinite(values[i]) || values[i] < least || values[i] > most)
            {
                Add(field, string.Create(CultureInfo.InvariantCulture, $"Element {i} is {values[i]}; expected {Range(least, most)}."));
                return;
            }
        }
    }

    private static string Range(float least, float most) => most == float.MaxValue ? $"{least} or more" : $"{least} to {most}";

    private void Add(string field, string error)
    {
        string name = JsonNamingPolicy.CamelCase.ConvertName(field);
        ByField[name] = [.. ByField.GetValueOrDefault(name, []), error];
    }
}
