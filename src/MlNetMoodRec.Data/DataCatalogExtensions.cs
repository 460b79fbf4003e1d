using MlNetMoodRec.Data;

namespace MlNetMoodRec;

/// <summary>Adds the reading of data to <see cref="MoodRecCatalog"/>.</summary>
public static class DataCatalogExtensions
{
    extension(MoodRecCatalog catalog)
    {
        /// <summary>Reads interactions and catalogues, builds listening histories, and splits them without leakage.</summary>
        public DataCatalog Data
        {
            get
            {
                ArgumentNullException.ThrowIfNull(catalog);
                return new DataCatalog(catalog.Context);
            }
        }
    }
}
