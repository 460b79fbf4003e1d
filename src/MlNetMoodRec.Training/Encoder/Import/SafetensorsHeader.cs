using System.Text.Json;

namespace MlNetMoodRec.Training.Encoder.Import;

/// <summary>
/// The header of a safetensors file: a JSON object from tensor names to dtype, shape and data_offsets. Whoever wrote it
/// is not trusted: every number is checked against the others and against the length of the file.
/// </summary>
internal static class SafetensorsHeader
{
    private const string MetadataKey = "__metadata__";
    private const int LargestRank = 8;

    private static readonly Dictionary<string, int> BytesOfTypes = new(StringComparer.Ordinal)
    {
        ["BOOL"] = 1, ["U8"] = 1, ["I8"] = 1, ["F8_E5M2"] = 1, ["F8_E4M3"] = 1, ["I16"] = 2, ["U16"] = 2, ["F16"] = 2, ["BF16"] = 2,
        ["I32"] = 4, ["U32"] = 4, ["F32"] = 4, ["F64"] = 8, ["I64"] = 8, ["U64"] = 8,
    };

    /// <summary>The tensors, in the order of their bytes, which fill the data exactly.</summary>
    /// <param name="path">The file, for messages.</param>
    /// <param name="json">The header.</param>
    /// <param name="dataPosition">Where the data begin in the file.</param>
    /// <param name="dataLength">How many bytes of data there are.</param>
    public static IReadOnlyList<SafetensorsTensor> Parse(string path, ReadOnlyMemory<byte> json, long dataPosition, long dataLength)
    {
        SafetensorsTensor[] tensors;
        try
        {
            var options = new JsonDocumentOptions { AllowDuplicateProperties = false, MaxDepth = 4 };
            using JsonDocument document = JsonDocument.Parse(json, options);
            tensors =
            [
                .. document.RootElement.EnumerateObject().Where(property => property.Name != MetadataKey)
                    .Select(property => Tensor(path, property, dataPosition, dataLength))
                    .OrderBy(tensor => tensor.Position).ThenBy(tensor => tensor.Bytes),
            ];
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw Bad(path, $"its header is not a JSON object of tensors ({e.Message})", e);
        }

        long end = dataPosition;
        foreach (SafetensorsTensor tensor in tensors)
        {
            if (tensor.Position != end)
            {
                throw Bad(path, $"the bytes of '{tensor.Name}' begin at offset {tensor.Position - dataPosition}, expected {end - dataPosition}: "
                    + (tensor.Position < end ? "they overlap with those of another tensor" : "bytes before them belong to no tensor"));
            }

            end += tensor.Bytes;
        }

        return end == dataPosition + dataLength
            ? tensors
            : throw Bad(path, $"its tensors end at byte {end} of the file, which has {dataPosition + dataLength}");
    }

    public static MoodRecException Bad(string path, string fault, Exception? cause = null) => new(
        $"'{path}' is not a usable safetensors file: {fault}. It may be cut off or changed: copy or save the checkpoint again.", cause!);

    private static SafetensorsTensor Tensor(string path, JsonProperty property, long dataPosition, long dataLength)
    {
        string name = property.Name;
        string type = Member(path, property, "dtype").GetString() ?? "null";
        if (!BytesOfTypes.TryGetValue(type, out int bytes))
        {
            throw Bad(path, $"the tensor '{name}' has the unknown dtype '{type}', expected one of {string.Join(", ", BytesOfTypes.Keys)}");
        }

        long[] shape = Numbers(path, property, "shape");
        long[] offsets = Numbers(path, property, "data_offsets");
        if (offsets is not [var begin, var end] || begin > end || end > dataLength)
        {
            throw Bad(path, $"the tensor '{name}' has data_offsets {SafetensorsTensor.Describe(offsets)}, "
                + $"expected two in ascending order, at most {dataLength}, as many bytes as the file holds");
        }

        long? expected = Product(shape, bytes);
        return expected == end - begin
            ? new SafetensorsTensor(name, type, shape, dataPosition + begin, end - begin)
            : throw Bad(path, $"the tensor '{name}' of {type} {SafetensorsTensor.Describe(shape)} has {end - begin} bytes, "
                + $"expected {expected?.ToString() ?? "more than any file holds"}");
    }

    private static JsonElement Member(string path, JsonProperty tensor, string key) =>
        tensor.Value.ValueKind == JsonValueKind.Object && tensor.Value.TryGetProperty(key, out JsonElement member)
            ? member
            : throw Bad(path, $"the tensor '{tensor.Name}' has no {key}, expected an object with dtype, shape and data_offsets");

    private static long[] Numbers(string path, JsonProperty tensor, string key)
    {
        JsonElement array = Member(path, tensor, key);
        long[] numbers = array.ValueKind == JsonValueKind.Array && array.GetArrayLength() <= LargestRank
            ? [.. array.EnumerateArray().Select(n => n.ValueKind == JsonValueKind.Number && n.TryGetInt64(out long number) ? number : -1)]
            : [-1];
        return numbers.All(number => number >= 0)
            ? numbers
            : throw Bad(path, $"the tensor '{tensor.Name}' has no usable {key}, expected at most {LargestRank} whole numbers from 0");
    }

    /// <summary>The bytes of a shape; null when they are more than fits in 63 bits.</summary>
    private static long? Product(long[] shape, long bytes)
    {
        try
        {
            return shape.Aggregate(bytes, (product, size) => checked(product * size));
        }
        catch (OverflowException)
        {
            return null;
        }
    }
}
