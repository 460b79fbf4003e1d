using System.Text;
using System.Text.Json;

namespace MlNetMoodRec.Data.Tables;

/// <summary>A JSON array, parsed when its items are asked for.</summary>
internal sealed class JsonList(ReadOnlyMemory<byte> json) : ListValue
{
    public override string[] Texts()
    {
        List<string> texts = [];
        Utf8JsonReader reader = Open();
        while (Next(ref reader))
        {
            texts.Add(Item(ref reader).Text);
        }

        return [.. texts];
    }

    public override float[] Numbers()
    {
        List<float> numbers = [];
        Utf8JsonReader reader = Open();
        while (Next(ref reader))
        {
            if (reader.TokenType == JsonTokenType.Number && reader.TryGetSingle(out float number) && float.IsFinite(number))
            {
                numbers.Add(number);
                continue;
            }

            Cell item = Item(ref reader);
            numbers.Add(
                CellParser.IsMissingNumber(item) ? float.NaN
                : item.Kind == CellKind.Text && CellParser.TrySingle(item.Text, out number) ? number
                : throw NoNumber(numbers.Count, item));
        }

        return [.. numbers];
    }

    private Utf8JsonReader Open()
    {
        Utf8JsonReader reader = new(json.Span);
        reader.Read();
        return reader;
    }

    private static bool Next(ref Utf8JsonReader reader) => reader.Read() && reader.TokenType != JsonTokenType.EndArray;

    private static Cell Item(ref Utf8JsonReader reader)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.String:
                try
                {
                    return Cell.OfText(reader.GetString()!);
                }
                catch (InvalidOperationException)
                {
                    throw new FormatException("UTF-8, found other bytes in a list");
                }

            case JsonTokenType.Number:
                return Cell.OfNumber(Encoding.UTF8.GetString(reader.ValueSpan));
            case JsonTokenType.True or JsonTokenType.False:
                return Cell.OfBoolean(reader.TokenType == JsonTokenType.True);
            case JsonTokenType.Null:
                return Cell.Missing;
            default:
                reader.Skip();
                return new Cell(CellKind.Structure, "");
        }
    }
}
