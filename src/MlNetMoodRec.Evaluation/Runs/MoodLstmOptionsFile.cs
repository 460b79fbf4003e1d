using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using MlNetMoodRec.Data.Tables;
using MlNetMoodRec.Training.Recommender;

namespace MlNetMoodRec.Evaluation;

/// <summary>
/// <see cref="MoodLstmOptions"/> as a JSON file: an object with its properties in camel case, of which any may be left out.
/// Comments and trailing commas are allowed.
/// </summary>
public static class MoodLstmOptionsFile
{
    private static readonly JsonSerializerOptions Json = Create();

    /// <summary>Reads a file.</summary>
    /// <exception cref="MoodRecException">It cannot be read, holds an unknown key, or a value that cannot be used; all such are named.</exception>
    public static MoodLstmOptions Read(string path)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        byte[] bytes;
        try
        {
            bytes = File.ReadAllBytes(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new MoodRecException($"The options of the LSTM cannot be read: {exception.Message}", exception);
        }

        try
        {
            using JsonDocument document = JsonDocument.Parse(
                bytes, new JsonDocumentOptions { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip, AllowDuplicateProperties = false });
            List<string> problems = [];
            Check(document.RootElement, typeof(MoodLstmOptions), "", problems);
            if (problems.Count > 0)
            {
                throw new MoodRecException($"{path} cannot be used as options of the LSTM: {string.Join("; ", problems)}.");
            }

            MoodLstmOptions options = document.RootElement.Deserialize<MoodLstmOptions>(Json)!;
            options.Validate();
            return options;
        }
        catch (JsonException exception)
        {
            throw new MoodRecException($"{path} is no JSON: {exception.Message}", exception);
        }
        catch (MoodRecException exception) when (!exception.Message.StartsWith(path, StringComparison.Ordinal))
        {
            throw new MoodRecException($"{path}: {exception.Message}", exception);
        }
    }

    /// <summary>Writes every key: aside, then renamed.</summary>
    /// <exception cref="MoodRecException">The file cannot be written.</exception>
    public static void Write(string path, MoodLstmOptions options)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        ArgumentNullException.ThrowIfNull(options);
        AsideFile.Write(path, stream => JsonSerializer.Serialize(stream, options, Json));
    }

    /// <summary>Collects what a record cannot take, key by key: the serialiser alone would stop at the first, and name its types.</summary>
    private static void Check(JsonElement element, Type type, string prefix, List<string> problems)
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            problems.Add($"{(prefix.Length > 0 ? prefix.TrimEnd('.') : "it")} is {Describe(element)}, expected an object of options");
            return;
        }

        IList<JsonPropertyInfo> known = Json.GetTypeInfo(type).Properties;
        foreach (JsonProperty property in element.EnumerateObject())
        {
            if (known.FirstOrDefault(k => k.Name == property.Name) is not { } info)
            {
                problems.Add($"unknown key '{prefix}{property.Name}', expected one of {string.Join(", ", known.Select(k => k.Name))}");
            }
            else if (Json.GetTypeInfo(info.PropertyType).Kind == JsonTypeInfoKind.Object)
            {
                Check(property.Value, info.PropertyType, $"{prefix}{property.Name}.", problems);
            }
            else if (!Fits(property.Value, info.PropertyType))
            {
                problems.Add($"{prefix}{property.Name} is {Describe(property.Value)}, expected {Name(info.PropertyType)}");
            }
        }
    }

    private static bool Fits(JsonElement value, Type type)
    {
        if (type.IsEnum)
        {
            // The serialiser would take numbers too, of which nothing says what they stand for.
            return value.ValueKind == JsonValueKind.String && EnumNames(type).Contains(value.GetString(), StringComparer.OrdinalIgnoreCase);
        }

        try
        {
            return value.Deserialize(type, Json) is { } read && read is not (double.PositiveInfinity or double.NegativeInfinity or float.PositiveInfinity or float.NegativeInfinity);
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static string Describe(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "a list",
        _ => value.GetRawText(),
    };

    private static string Name(Type type) => type switch
    {
        _ when type == typeof(bool) => "true or false",
        _ when type == typeof(string) => "a text in quotation marks",
        _ when type == typeof(int) => "a whole number",
        _ when type.IsEnum => string.Join(" or ", EnumNames(type).Select(name => $"\"{name}\"")),
        _ => "a number",
    };

    private static IEnumerable<string> EnumNames(Type type) => Enum.GetNames(type).Select(JsonNamingPolicy.CamelCase.ConvertName);

    private static JsonSerializerOptions Create()
    {
        var options = new JsonSerializerOptions(EvaluationJson.Options)
        {
            PropertyNameCaseInsensitive = false,
            AllowTrailingCommas = true,
            ReadCommentHandling = JsonCommentHandling.Skip,

            // A key that is left out of a nested object keeps the default that it has here, not that of the object by itself.
            PreferredObjectCreationHandling = JsonObjectCreationHandling.Populate,

            // A file to change by hand shows every key, those too that elsewhere go without saying.
            TypeInfoResolver = new DefaultJsonTypeInfoResolver().WithAddedModifier(type =>
            {
                foreach (JsonPropertyInfo property in type.Properties)
                {
                    property.ShouldSerialize = (_, _) => true;
                }
            }),
        };
        options.MakeReadOnly(populateMissingResolver: true);
        return options;
    }
}
