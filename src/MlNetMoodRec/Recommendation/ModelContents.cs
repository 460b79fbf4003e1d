using System.IO.Compression;
using System.Text.Json;
using MlNetMoodRec.Data;

namespace MlNetMoodRec.Recommendation;

/// <summary>What this library keeps in a model zip besides the ML.NET model itself.</summary>
internal sealed record ModelContents(ModelManifest Manifest, IReadOnlyList<Song> Catalogue, byte[] RecommenderOnnx)
{
    private const string ManifestEntry = "moodrec/manifest.json";
    private const string CatalogueEntry = "moodrec/catalogue.json";
    private const string OnnxEntry = "/OnnxModel";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public static ModelContents Read(ZipArchive zip, string path)
    {
        var manifest = ReadJson<ModelManifest>(zip, ManifestEntry) ?? throw new MoodRecException(
            $"'{path}' is a zip, but not a MlNetMoodRec model: it has no entry '{ManifestEntry}'. " +
            "Save models with MoodRecModel.Save or 'moodrec train'; other ML.NET models load with mlContext.Model.Load.");
        if (manifest.FormatVersion != ModelManifest.CurrentFormatVersion)
        {
            throw new MoodRecException(
                $"'{path}' has format version {manifest.FormatVersion}; this library reads version {ModelManifest.CurrentFormatVersion}. " +
                "Train the model again, or use the library version that wrote it.");
        }

        return new ModelContents(manifest, ReadJson<Song[]>(zip, CatalogueEntry) ?? [], ReadRecommender(zip));
    }

    public static void Write(ZipArchive zip, ModelManifest manifest, IReadOnlyList<Song> catalogue)
    {
        WriteJson(zip, ManifestEntry, manifest);
        WriteJson(zip, CatalogueEntry, catalogue);
    }

    /// <summary>The ONNX models of the chain, in its order; the last is the recommender.</summary>
    public static byte[][] ReadOnnxModels(ZipArchive zip) => [.. OnnxEntries(zip).Select(ReadOnnx)];

    private static byte[] ReadRecommender(ZipArchive zip) =>
        ReadOnnx(OnnxEntries(zip).LastOrDefault() ?? throw new InvalidDataException("The zip holds no ONNX model."));

    private static IEnumerable<ZipArchiveEntry> OnnxEntries(ZipArchive zip) => zip.Entries
        .Where(e => e.FullName.EndsWith(OnnxEntry, StringComparison.Ordinal))
        .OrderBy(e => e.FullName, StringComparer.Ordinal);

    /// <summary>ML.NET writes a model's length in front of it.</summary>
    private static byte[] ReadOnnx(ZipArchiveEntry entry)
    {
        using var reader = new BinaryReader(entry.Open());
        int length = entry.Length > sizeof(int) ? reader.ReadInt32() : -1;
        return length == entry.Length - sizeof(int)
            ? reader.ReadBytes(length)
            : throw new InvalidDataException($"The entry '{entry.FullName}' has {entry.Length} bytes and says that it holds {length}.");
    }

    private static T? ReadJson<T>(ZipArchive zip, string name)
    {
        if (zip.GetEntry(name) is not { } entry)
        {
            return default;
        }

        using Stream stream = entry.Open();
        try
        {
            return JsonSerializer.Deserialize<T>(stream, Json);
        }
        catch (JsonException exception)
        {
            throw new InvalidDataException($"The entry '{name}' is not readable.", exception);
        }
    }

    private static void WriteJson<T>(ZipArchive zip, string name, T value)
    {
        using Stream stream = zip.CreateEntry(name).Open();
        JsonSerializer.Serialize(stream, value, Json);
    }
}
