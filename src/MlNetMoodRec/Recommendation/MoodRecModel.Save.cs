using System.IO.Compression;
using Microsoft.ML;
using MlNetMoodRec.Data;

namespace MlNetMoodRec.Recommendation;

public sealed partial class MoodRecModel
{
    /// <summary>
    /// Saves a fitted pipeline as a model zip with a manifest and the catalogue. The file is written aside and renamed,
    /// so it is there whole or not at all.
    /// </summary>
    /// <param name="context">The context that the pipeline belongs to.</param>
    /// <param name="transformer">The fitted pipeline; its last part is a recommender.</param>
    /// <param name="inputSchema">The schema of the rows that it was fitted to.</param>
    /// <param name="manifest">What the zip shall say of itself.</param>
    /// <param name="catalogue">The songs that the model can recommend.</param>
    /// <param name="path">The file to write.</param>
    public static void Save(
        MLContext context,
        ITransformer transformer,
        DataViewSchema inputSchema,
        ModelManifest manifest,
        IReadOnlyList<Song> catalogue,
        string path)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(manifest);
        ArgumentException.ThrowIfNullOrEmpty(path);
        string aside = path + ".part";
        try
        {
            context.Model.Save(transformer, inputSchema, aside);
            using (ZipArchive zip = ZipFile.Open(aside, ZipArchiveMode.Update))
            {
                ModelContents.Write(zip, manifest, catalogue);
            }

            File.Move(aside, path, overwrite: true);
        }
        finally
        {
            File.Delete(aside);
        }
    }
}
